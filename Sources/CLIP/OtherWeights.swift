/// Advice for a model whose weights are not in a file that Descry reads.
struct OtherWeights {
    /// What to do, to be appended to "lacks model.safetensors" in a message; empty if there is no advice.
    let advice: String

    /// - Parameters:
    ///   - names: the names of the model's files.
    ///   - renaming: what to do with weights in a safetensors file of another name.
    ///   - conversion: Python that reads the model with transformers and saves it where Descry reads it.
    init(among names: some Sequence<String>, renaming: String, conversion: String) {
        let names = names.sorted()
        if names.contains(where: { $0.hasPrefix("model-0000") && $0.hasSuffix(".safetensors") }) {
            advice =
                ", or with its weights in several files \(Checkpoint.indexName), which says where each tensor is"
        } else if let other = names.first(where: { $0.hasSuffix(".safetensors") }) {
            advice = " but has \(other); if that holds the whole model, \(renaming)"
        } else if let pickled = names.first(where: { $0.hasPrefix("pytorch_model") && $0.contains(".bin") }) {
            advice =
                " and has only \(pickled), which is not read. Where Python has torch and transformers, this writes "
                + "\(Checkpoint.fileName): python3 -c \"\(conversion)\""
        } else if let other = names.first(where: { ["tf_model.h5", "flax_model.msgpack"].contains($0) }) {
            advice =
                " and has only \(other), which is not read; transformers 4 converts it (CLIPModel.from_pretrained "
                + "with from_tf=True or from_flax=True, then save_pretrained)"
        } else {
            advice = ""
        }
    }
}
