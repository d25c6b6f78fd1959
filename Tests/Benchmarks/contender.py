"""One library with the model loaded, in a process of its own, so that thread pools do not meet.

    contender.py transformers|onnxruntime|openvino|transformers-cuda|transformers-compiled float32|bfloat16
        --model DIR --onnx DIR --pixels FILE --ids FILE

After {"ready": true} it answers each line of standard input by one of standard output:
    {"input": "picture", "batch": 8, "repeats": 5}    {"ms": […]}, the time of each repetition
    {"input": "text", "batch": 1, "repeats": 5}       the same for the sentence
    {"input": "features"}                             {"picture": […], "text": […]}, of one each
    {"input": "all features"}                         {"picture": [[…], …], "text": [[…], …]}, on a GPU only
"""

import argparse
import json
import os
import pathlib
import sys
import time

import numpy

WARM_UPS = 2
# No more repetitions after so many seconds, as in descry benchmark.
LIMIT = 10


class Transformers:
    def __init__(self, options, threads):
        import torch
        from transformers import CLIPModel

        torch.set_num_threads(threads)
        self.torch = torch
        self.type = getattr(torch, options.precision)
        self.model = CLIPModel.from_pretrained(options.model, dtype=self.type).eval()

    def prepare(self, kind, array):
        tensor = self.torch.from_numpy(array)
        return tensor.to(self.type) if kind == "picture" else tensor

    def run(self, kind, tensor):
        with self.torch.inference_mode():
            if kind == "picture":
                features = self.model.get_image_features(pixel_values=tensor)
            else:
                features = self.model.get_text_features(input_ids=tensor)
            return features.pooler_output.float().numpy()


class TransformersOnGPU:
    """Pixels are bytes in pinned memory, and are normalised on the GPU."""

    def __init__(self, options, threads):
        import torch
        from transformers import CLIPModel

        self.torch = torch
        self.type = getattr(torch, options.precision)
        self.reference = CLIPModel.from_pretrained(options.model, dtype=torch.float32).eval()
        self.model = CLIPModel.from_pretrained(options.model, dtype=self.type).eval().cuda()
        config = json.loads(pathlib.Path(options.model, "preprocessor_config.json").read_text())
        self.mean, self.deviation = (
            255 * torch.tensor(config[name]).view(1, 3, 1, 1) for name in ["image_mean", "image_std"])
        self.functions = {
            "picture": lambda tensor: self.pictures(
                self.model, tensor, self.mean_on_gpu, self.deviation_on_gpu, self.type),
            "text": lambda ids: self.model.get_text_features(input_ids=ids).pooler_output}
        self.mean_on_gpu, self.deviation_on_gpu = self.mean.cuda(), self.deviation.cuda()

    @staticmethod
    def pictures(model, tensor, mean, deviation, dtype):
        return model.get_image_features(pixel_values=((tensor.float() - mean) / deviation).to(dtype)).pooler_output

    def prepare(self, kind, array):
        return self.torch.from_numpy(array).pin_memory()

    def run(self, kind, tensor):
        with self.torch.inference_mode():
            return self.functions[kind](tensor.cuda(non_blocking=True)).float().cpu().numpy()

    def all_features(self, arrays):
        """Of everything, by the processor in float32."""
        with self.torch.inference_mode():
            pictures, ids = (self.torch.from_numpy(arrays[kind]) for kind in ["picture", "text"])
            return {"picture": self.pictures(
                        self.reference, pictures, self.mean, self.deviation, self.torch.float32).tolist(),
                    "text": self.reference.get_text_features(input_ids=ids).pooler_output.tolist()}


class TransformersCompiled(TransformersOnGPU):
    """The same, compiled with CUDA graphs for each shape."""

    def __init__(self, options, threads):
        super().__init__(options, threads)
        self.functions = {kind: self.torch.compile(function, mode="reduce-overhead", dynamic=False)
                          for kind, function in self.functions.items()}


class ONNXRuntime:
    def __init__(self, options, threads):
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        self.sessions = {
            kind: onnxruntime.InferenceSession(
                f"{options.onnx}/{name}.onnx", settings, providers=["CPUExecutionProvider"])
            for kind, name in [("picture", "vision"), ("text", "text")]}

    def prepare(self, kind, array):
        return array

    def run(self, kind, array):
        return self.sessions[kind].run(None, {"input": array})[0]


class OpenVINO:
    def __init__(self, options, threads):
        import openvino

        self.core = openvino.Core()
        self.settings = {
            "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": {"float32": "f32", "bfloat16": "bf16"}[options.precision]}
        self.paths = {"picture": f"{options.onnx}/vision.onnx", "text": f"{options.onnx}/text.onnx"}
        self.requests = {}

    def prepare(self, kind, array):
        # Compiled for the very shape, which it likes best.
        key = (kind, array.shape)
        if key not in self.requests:
            model = self.core.read_model(self.paths[kind])
            model.reshape(list(array.shape))
            self.requests[key] = self.core.compile_model(model, "CPU", self.settings).create_infer_request()
        return array

    def run(self, kind, array):
        return self.requests[kind, array.shape].infer({0: array})[0]


KINDS = {"transformers": Transformers, "transformers-cuda": TransformersOnGPU,
         "transformers-compiled": TransformersCompiled, "onnxruntime": ONNXRuntime, "openvino": OpenVINO}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", choices=sorted(KINDS))
    parser.add_argument("precision", choices=["float32", "bfloat16"])
    for name in ["--model", "--onnx", "--pixels", "--ids"]:
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    # What libraries print goes elsewhere: standard output is for the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    library = KINDS[options.library](options, len(os.sched_getaffinity(0)))
    arrays = {"picture": numpy.load(options.pixels), "text": numpy.load(options.ids)}

    def answer(value):
        print(json.dumps(value), file=answers, flush=True)

    answer({"ready": True})
    for line in sys.stdin:
        task = json.loads(line)
        if task["input"] == "features":
            answer({kind: library.run(kind, library.prepare(kind, array[:1]))[0].tolist()
                    for kind, array in arrays.items()})
            continue
        if task["input"] == "all features":
            answer(library.all_features(arrays))
            continue
        kind = task["input"]
        # As many as are asked for, some more than once.
        given = library.prepare(kind, numpy.resize(arrays[kind], (task["batch"], *arrays[kind].shape[1:])))
        for _ in range(WARM_UPS):
            library.run(kind, given)
        times = []
        end = time.perf_counter() + LIMIT
        while not times or len(times) < task["repeats"] and time.perf_counter() < end:
            start = time.perf_counter()
            library.run(kind, given)
            times.append(1000 * (time.perf_counter() - start))
        answer({"ms": times})


if __name__ == "__main__":
    main()
