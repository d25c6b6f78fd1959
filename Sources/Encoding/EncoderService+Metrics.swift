import CLIP
public import Formats
import Threads
import Torch

extension EncoderService {
    /// The metrics of the model and of its thread.
    public var families: [MetricFamily] {
        let model = clip
        return metrics.families + [
            MetricFamily(
                info: "descry_model_info", "The model that encodes sentences and pictures.",
                [
                    ("model", model.name), ("fingerprint", model.fingerprint),
                    ("precision", model.precision.rawValue), ("device", model.device.description),
                ]),
            MetricFamily(
                .gauge, "descry_waiting_texts", "Sentences that wait to be encoded.", Double(waitingTexts)),
            MetricFamily(
                .gauge, "descry_waiting_pictures", "Pictures that wait to be decoded or encoded.",
                Double(waitingPictures)),
            MetricFamily(
                .gauge, "descry_text_wait_seconds", "The wait to expect for a sentence that comes now.",
                expectedWait.seconds),
            MetricFamily(
                .gauge, "descry_capacity_sentences_per_second",
                "Sentences that the model takes in a second, as measured at the start.", capacity ?? 0),
            MetricFamily(
                .gauge, "descry_encoder_silence_seconds",
                "Time since the encoder's thread last gave a sign of life; /alive answers 503 from 120 s on.",
                silence.seconds),
        ]
    }
}
