"""Writes one small model in the many forms that models have on people's disks.

python3 Tests/Fixtures/clip/variants.py FOLDER             writes a directory for each; needs Python alone
python3 Tests/Fixtures/clip/variants.py FOLDER --expect    and what transformers says to each, into variants.json

A variant that Descry refuses has words that have to be in the refusal. Where transformers loads what Descry refuses, or
refuses what Descry loads, `reason` says why.
"""

import array
import json
import math
import os
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).parent
BASE = HERE / "models" / "quick-gelu"
START, END = "<|startoftext|>", "<|endoftext|>"
WORDS = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
PATTERN = r"<\|startoftext\|>|<\|endoftext\|>|" + WORDS
VARIANTS = {}


class Model:
    """A model directory's files by name: bytes, or what becomes JSON."""

    def __init__(self):
        self.files = {path.name: path.read_bytes() for path in BASE.iterdir() if path.name not in (
            "expected.json", "features.bin")}
        for name in ("config.json", "vocab.json", "preprocessor_config.json"):
            self.files[name] = json.loads(self.files[name])

    @property
    def config(self):
        return self.files["config.json"]

    @property
    def text(self):
        return self.config["text_config"]

    @property
    def vision(self):
        return self.config["vision_config"]

    @property
    def preprocessor(self):
        return self.files["preprocessor_config.json"]

    @property
    def tokenizer(self):
        return self.files["tokenizer.json"]

    def activation(self, name):
        self.text["hidden_act"] = self.vision["hidden_act"] = name

    def modern_tokenizer(self):
        """tokenizer.json and tokenizer_config.json as transformers 5 writes them, in place of the older two."""
        vocabulary = self.files.pop("vocab.json")
        merges = self.files.pop("merges.txt").decode().splitlines()[1:]
        self.files["tokenizer.json"] = {
            "version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [added_token(vocabulary[token], token) for token in (START, END)],
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
                {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}]},
            "post_processor": {
                "type": "RobertaProcessing", "sep": [END, vocabulary[END]], "cls": [START, vocabulary[START]],
                "trim_offsets": False, "add_prefix_space": False},
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {
                "type": "BPE", "dropout": None, "unk_token": END, "continuing_subword_prefix": "",
                "end_of_word_suffix": "</w>", "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                "vocab": vocabulary, "merges": [line.split(" ") for line in merges]}}
        self.files["tokenizer_config.json"] = {
            "backend": "tokenizers", "bos_token": START, "eos_token": END, "is_local": True,
            "model_max_length": 10 ** 30 + 19884624838656, "pad_token": END, "processor_class": "CLIPProcessor",
            "tokenizer_class": "CLIPTokenizer", "unk_token": END}

    def modern_processor(self):
        """processor_config.json as transformers 5 writes it, in place of preprocessor_config.json."""
        old = self.files.pop("preprocessor_config.json")
        self.files["processor_config.json"] = {
            "image_processor": {
                "crop_size": {"height": old["crop_size"], "width": old["crop_size"]}, "do_center_crop": True,
                "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True,
                "image_mean": old["image_mean"], "image_processor_type": "CLIPImageProcessor",
                "image_std": old["image_std"], "resample": 3, "rescale_factor": 1 / 255,
                "size": {"shortest_edge": old["size"]}},
            "processor_class": "CLIPProcessor"}

    def tensors(self):
        """The weights by name: type, shape, bytes."""
        return read_safetensors(self.files["model.safetensors"])

    def store(self, tensors):
        self.files["model.safetensors"] = safetensors(tensors)

    def convert(self, type, convert):
        self.store({name: (type, shape, convert(data)) for name, (_, shape, data) in self.tensors().items()})

    def shards(self):
        """The weights in three files with an index."""
        tensors = self.tensors()
        names = sorted(tensors)
        del self.files["model.safetensors"]
        places = {}
        for part in range(3):
            file = f"model-{part + 1:05}-of-00003.safetensors"
            own = names[part::3]
            self.files[file] = safetensors({name: tensors[name] for name in own})
            places.update({name: file for name in own})
        size = sum(len(data) for _, _, data in tensors.values())
        self.files["model.safetensors.index.json"] = {"metadata": {"total_size": size}, "weight_map": places}
        return self.files["model.safetensors.index.json"]

    def write(self, folder, links):
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            if not isinstance(content, bytes):
                content = json.dumps(content, ensure_ascii=False, indent=1).encode()
            # The weights are most often the same ones: one file with many names.
            if content in links:
                os.link(links[content], folder / name)
            else:
                (folder / name).write_bytes(content)
                if len(content) > 100_000:
                    links[content] = folder / name


def added_token(id, content, **flags):
    return {"id": id, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
            "special": True, **flags}


def read_safetensors(data):
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {name: (entry["dtype"], entry["shape"], data[8 + length:][slice(*entry["data_offsets"])])
            for name, entry in header.items()}


def safetensors(tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, (type, shape, content) in tensors.items():
        header[name] = {"dtype": type, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def float64(data):
    return array.array("d", array.array("f", data)).tobytes()


def float16(data):
    numbers = array.array("f", data)
    return struct.pack(f"<{len(numbers)}e", *numbers)


def bfloat16(data):
    return b"".join(data[at + 2:at + 4] for at in range(0, len(data), 4))


def variant(name, *refusal, reason=None, like=None):
    """Registers a variant.

    refusal: words of Descry's refusal. like: the variant that Descry answers as, where transformers refuses.
    """
    def register(change):
        assert name not in VARIANTS, name
        VARIANTS[name] = {"change": change, "refusal": list(refusal), "reason": reason, "like": like}
        return change
    return register


def modern(name, *refusal, **more):
    """A variant of the form that transformers 5 writes."""
    def register(change):
        def whole(model):
            model.modern_tokenizer()
            model.modern_processor()
            change(model)
        return variant(name, *refusal, **more)(whole)
    return register


def member(section, key, value):
    """A change of one member; section is as in `text` or `preprocessor`."""
    return lambda model: getattr(model, section).__setitem__(key, value)


RANDOM = "transformers takes random numbers for a tensor that it does not find, with a warning"
OTHER = "transformers' CLIPTokenizer does not look at it; the tokenizers library does, and means another tokenizer by it"

# The files.
variant("older files")(lambda model: None)
modern("files of transformers 5")(lambda model: None)
variant("tokenizer.json with preprocessor_config.json")(Model.modern_tokenizer)
variant("processor_config.json with vocab.json and merges.txt")(Model.modern_processor)


@variant("processor_config.json of transformers 4 beside preprocessor_config.json")
def _(model):
    model.files["processor_config.json"] = {"processor_class": "CLIPProcessor"}


variant("processor_config.json of transformers 4 alone", "lacks preprocessor_config.json", "image_processor in it")(
    lambda model: model.files.update({"processor_config.json": {"processor_class": "CLIPProcessor"}})
    or model.files.pop("preprocessor_config.json"))


@variant("both image processors, differing")
def _(model):
    old = dict(model.preprocessor)
    model.modern_processor()
    model.files["preprocessor_config.json"] = {**old, "resample": 2, "image_mean": [0.5, 0.5, 0.5]}


@variant("both tokenizers, differing")
def _(model):
    older = {name: model.files[name] for name in ("vocab.json", "merges.txt")}
    model.modern_tokenizer()
    vocabulary = dict(older["vocab.json"])
    vocabulary["a</w>"], vocabulary["b</w>"] = vocabulary["b</w>"], vocabulary["a</w>"]
    model.files.update({"vocab.json": vocabulary, "merges.txt": older["merges.txt"][:800].rsplit(b"\n", 1)[0]})


variant("no tokenizer", "lacks vocab.json", "needs tokenizer.json, or vocab.json and merges.txt",
        reason="transformers makes up a tokenizer of three tokens")(
    lambda model: [model.files.pop(name) for name in ("vocab.json", "merges.txt")])
variant("no merges", "lacks merges.txt")(lambda model: model.files.pop("merges.txt"))
variant("no image processor", "lacks preprocessor_config.json")(
    lambda model: model.files.pop("preprocessor_config.json"))
variant("no configuration", "lacks config.json")(lambda model: model.files.pop("config.json"))
variant("an adapter", "adapter_config.json", "merge_and_unload",
        reason="without the library peft transformers leaves the adapter out and says so")(
    lambda model: model.files.update({"adapter_config.json": {"peft_type": "LORA"}}))

# merges.txt.
variant("merges with CR and LF")(
    lambda model: model.files.update({"merges.txt": model.files["merges.txt"].replace(b"\n", b"\r\n")}))
variant("merges without their first line")(
    lambda model: model.files.update({"merges.txt": model.files["merges.txt"].split(b"\n", 1)[1]}))
variant("merges without a last newline")(
    lambda model: model.files.update({"merges.txt": model.files["merges.txt"].rstrip(b"\n")}))
variant("merges with empty lines at their end", like="older files", reason="nothing else can be meant")(
    lambda model: model.files.update({"merges.txt": model.files["merges.txt"] + b"\n\r\n"}))
variant("merges with OpenAI's first line", "merges.txt, line 1:", "are not in the vocabulary")(
    lambda model: model.files.update({
        "merges.txt": model.files["merges.txt"].replace(b"#version", b'"bpe_simple_vocab_16e6.txt#version', 1)}))
variant("merges with a space too many", "merges.txt, line 2: two tokens with a space between")(
    lambda model: model.files.update({"merges.txt": model.files["merges.txt"].replace(b"i n\n", b"i n \n", 1)}))

# tokenizer.json.
modern("merges as strings")(lambda model: model.tokenizer["model"].update(
    merges=[" ".join(pair) for pair in model.tokenizer["model"]["merges"]]))


@modern("tokenizer.json of transformers 4")
def _(model):
    del model.tokenizer["model"]["type"], model.tokenizer["model"]["byte_fallback"]
    del model.tokenizer["model"]["ignore_merges"], model.files["tokenizer_config.json"]
    split, bytes = model.tokenizer["pre_tokenizer"]["pretokenizers"]
    split["pattern"]["Regex"] = WORDS
    del bytes["use_regex"]
    model.tokenizer["added_tokens"][0]["normalized"] = True
    model.tokenizer["model"]["merges"] = [" ".join(pair) for pair in model.tokenizer["model"]["merges"]]


@modern("tokenizer.json with a template")
def _(model):
    start, end = ({"SpecialToken": {"id": token, "type_id": 0}} for token in (START, END))
    text = {"Sequence": {"id": "A", "type_id": 0}}
    ids = {token: {"id": token, "ids": [model.tokenizer["model"]["vocab"][token]], "tokens": [token]}
           for token in (START, END)}
    model.tokenizer["post_processor"] = {
        "type": "TemplateProcessing", "single": [start, text, end], "pair": [start, text, end, text, end],
        "special_tokens": ids}


modern("tokenizer.json without lower-casing", "tokenizer.json: normalizer is", "CLIP's tokenizer has", reason=OTHER)(
    lambda model: model.tokenizer["normalizer"]["normalizers"].pop())
modern("tokenizer.json without a normalizer", "tokenizer.json: normalizer is", reason=OTHER)(
    member("tokenizer", "normalizer", None))
modern("tokenizer.json that strips accents", "tokenizer.json: normalizer is", "StripAccents", reason=OTHER)(
    lambda model: model.tokenizer["normalizer"]["normalizers"].append({"type": "StripAccents"}))
modern("tokenizer.json that splits at white space", "tokenizer.json: pre_tokenizer is", "Whitespace", reason=OTHER)(
    member("tokenizer", "pre_tokenizer", {"type": "Whitespace"}))
modern("tokenizer.json with GPT-2's pattern", "tokenizer.json: pre_tokenizer.Split is", reason=OTHER)(
    lambda model: model.tokenizer["pre_tokenizer"]["pretokenizers"][0].update(pattern={"Regex": r"\p{L}+|\p{N}+"}))
modern("tokenizer.json with WordPiece", "tokenizer.json: model has to hold", "as a BPE model does",
       reason="transformers takes its vocabulary as that of a BPE model without merges")(
    lambda model: model.tokenizer.update(model={"type": "WordPiece", "unk_token": END, "vocab": {END: 0},
                                                "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}))
modern("tokenizer.json without the end of words", "model.end_of_word_suffix is missing", reason=OTHER)(
    lambda model: model.tokenizer["model"].update(end_of_word_suffix=None))
modern("tokenizer.json with another unknown token", 'model.unk_token is "!"', reason=OTHER)(
    lambda model: model.tokenizer["model"].update(unk_token="!"))
modern("tokenizer.json with dropout", "model.dropout is 0.1", reason=OTHER)(
    lambda model: model.tokenizer["model"].update(dropout=0.1))
modern("tokenizer.json without start and end", "tokenizer.json: post_processor is missing", reason=OTHER)(
    member("tokenizer", "post_processor", None))
modern("tokenizer.json with a merge of three", "tokenizer.json, model.merges, merge 3:", "two tokens")(
    lambda model: model.tokenizer["model"]["merges"].__setitem__(2, ["a", "n", "d"]))
modern("tokenizer.json without its special tokens")(member("tokenizer", "added_tokens", []))
modern("tokenizer.json that cuts and pads")(lambda model: model.tokenizer.update(
    truncation={"direction": "Right", "max_length": 77, "strategy": "LongestFirst", "stride": 0},
    padding={"strategy": {"Fixed": 77}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 813,
             "pad_type_id": 0, "pad_token": END}))
modern("tokenizer.json that cuts the beginning", 'truncation.direction is "Left"', reason="nobody needs it in CLIP")(lambda model: model.tokenizer.update(
    truncation={"direction": "Left", "max_length": 77, "strategy": "LongestFirst", "stride": 0}))
modern("a special token of the vocabulary")(
    lambda model: model.tokenizer["added_tokens"].append(added_token(0, "!")))
modern("a special token beyond the vocabulary", 'added_tokens has the token "<pad>"', "leave it out",
       reason="transformers fails as soon as a text has the token")(
    lambda model: model.tokenizer["added_tokens"].append(added_token(814, "<pad>")))
modern("a special token that takes the space before it", 'token "!" with lstrip', reason="nobody needs it in CLIP")(
    lambda model: model.tokenizer["added_tokens"].append(added_token(0, "!", lstrip=True)))


# tokenizer_config.json and special_tokens_map.json.
def setting(key, value):
    return lambda model: model.files["tokenizer_config.json"].__setitem__(key, value)


modern("padding with an exclamation mark")(setting("pad_token", "!"))
variant("padding in special_tokens_map.json")(
    lambda model: model.files.update({"special_tokens_map.json": {"pad_token": "!", "bos_token": {
        "content": START, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}}}))
modern("more special tokens")(setting("extra_special_tokens", ["?", ","]))
modern("another start", 'bos_token is "!"', reason="it is another tokenizer")(setting("bos_token", "!"))
modern("the tokenizer's old class")(setting("tokenizer_class", "CLIPTokenizerFast"))
modern("the general class of tokenizers")(setting("tokenizer_class", "PreTrainedTokenizerFast"))
modern("GPT-2's tokenizer", 'tokenizer_class is "GPT2Tokenizer"', reason="it is another tokenizer")(
    setting("tokenizer_class", "GPT2Tokenizer"))
modern("a shorter text")(setting("model_max_length", 8))
modern("long texts that lose their beginning", 'truncation_side is "left"', reason="nobody needs it in CLIP")(
    setting("truncation_side", "left"))
modern("special tokens that are not looked for", "split_special_tokens", reason="nobody needs it in CLIP")(
    setting("split_special_tokens", True))

# config.json.


@variant("NaN and Infinity")
def _(model):
    model.text["initializer_range"] = model.vision["initializer_range"] = math.inf
    model.config["initializer_factor"] = math.nan


def text_of(name, old, new):
    """A change of a file's text."""
    def change(model):
        text = json.dumps(model.files[name], indent=1)
        assert old in text, old
        model.files[name] = text.replace(old, new, 1).encode()
    return change


variant("a key twice, of which the last counts")(
    text_of("config.json", '"projection_dim": 48', '"projection_dim": 47, "projection_dim": 48'))
variant("a byte order mark", "config.json is not valid JSON: line 1: the file begins with a byte order mark", "save it as UTF-8")(
    text_of("config.json", "{", "\ufeff{"))
variant("a trailing comma", "config.json is not valid JSON: line 4: a value was expected")(
    text_of("config.json", '"CLIPModel"', '"CLIPModel",'))
variant("a comment", "config.json is not valid JSON: line 2: a key in quotation marks was expected")(
    text_of("config.json", "{\n", "{\n // CLIP\n"))
variant("Windows line ends")(
    lambda model: model.files.update({"config.json": json.dumps(model.config, indent=1).replace("\n", "\r\n").encode()}))
variant("a whole number with a fraction of 0", like="older files", reason="nothing else can be meant")(
    member("text", "hidden_size", 48.0))
variant("a number as a string", 'config.json: vision_config.patch_size is "8"', "has to be a whole number")(
    member("vision", "patch_size", "8"))
variant("null for a width", "config.json: text_config.hidden_size is null", "leave it out")(
    member("text", "hidden_size", None))
variant("several end tokens", "text_config.eos_token_id is [813, 2]", "has to be a whole number")(
    member("text", "eos_token_id", [813, 2]))
variant("the end token by its id")(member("text", "eos_token_id", 813))


@variant("null beside the older key")
def _(model):
    model.config["text_config_dict"], model.config["text_config"] = model.text, None
    model.config["vision_config_dict"] = None


@variant("older type, unknown keys")
def _(model):
    model.config["torch_dtype"] = model.config.pop("dtype")
    model.config["_commit_hash"] = None
    model.config["text_config"].update(top_k=50, bad_words_ids=None, num_beams=1, return_dict=True)


variant("no architecture but a type")(lambda model: model.config.pop("architectures"))
variant("several architectures")(member("config", "architectures", ["CLIPForImageClassification", "CLIPModel"]))
variant("another architecture", "describes a CLIPForImageClassification; only CLIPModel is supported",
        reason="CLIPModel.from_pretrained does not look at the name; parts may be missing")(
    member("config", "architectures", ["CLIPForImageClassification"]))
variant("another type", "describes a model of the type siglip; only CLIPModel is supported",
        reason="CLIPModel.from_pretrained warns only")(member("config", "model_type", "siglip"))
variant("quantized", "quantization_config", "save the model without it")(
    member("config", "quantization_config", {"quant_method": "bitsandbytes", "load_in_8bit": True}))
variant("a picture's size as a list", "vision_config.image_size is [32, 32]", "has to be a whole number")(
    member("vision", "image_size", [32, 32]))
variant("pictures in grey", "vision_config.num_channels is 1", "only 3")(member("vision", "num_channels", 1))
variant("no epsilon")(lambda model: [section.pop("layer_norm_eps") for section in (model.text, model.vision)])

for name in ("gelu", "gelu_python", "gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh",
             "silu", "swish", "relu"):
    variant(f"activation {name}")(lambda model, name=name: model.activation(name))
for name in ("gelu_10", "mish", "tanh", "leaky_relu"):
    variant(f"activation {name}", f'hidden_act is "{name}"', "supported are quick_gelu, gelu, gelu_python, gelu_new",
            reason="no CLIP is known that has it")(lambda model, name=name: model.activation(name))
variant("activation that does not exist", 'hidden_act is "gellu"', "supported are")(
    lambda model: model.activation("gellu"))

# The weights.
variant("float64 weights")(lambda model: model.convert("F64", float64))
variant("float16 weights")(lambda model: model.convert("F16", float16))
variant("bfloat16 weights")(lambda model: model.convert("BF16", bfloat16))
variant("float8 weights", "is of the type F8_E4M3", "save the model in float32",
        reason="transformers converts it; such files need scales that are kept elsewhere")(
    lambda model: model.convert("F8_E4M3", lambda data: bytes(40 + byte % 16 for byte in data[3::4])))


variant("weights of integers", "is of the type U8", "save the model in float32",
        reason="transformers takes the integers as they are; such files need scales that are kept elsewhere")(
    lambda model: model.convert("U8", lambda data: data[3::4]))


@variant("embeddings of more tokens than there are")
def _(model):
    tensors = model.tensors()
    name = "text_model.embeddings.token_embedding.weight"
    type, (count, width), data = tensors[name]
    tensors[name] = (type, [count + 10, width], data + bytes(10 * width * 4))
    model.text["vocab_size"] = count + 10
    model.store(tensors)


@variant("embeddings of fewer tokens than there are", "vocab.json: the token", "config.json's vocab_size is 810",
         reason="transformers fails as soon as a text has one of the others, as each text has")
def _(model):
    tensors = model.tensors()
    name = "text_model.embeddings.token_embedding.weight"
    type, (_, width), data = tensors[name]
    tensors[name] = (type, [810, width], data[:810 * width * 4])
    model.text["vocab_size"] = 810
    model.store(tensors)


@variant("weights of several types")
def _(model):
    tensors = model.tensors()
    for name, (convert, type) in zip(sorted(tensors), [(float64, "F64"), (float16, "F16"), (bfloat16, "BF16")] * 9):
        tensors[name] = (type, tensors[name][1], convert(tensors[name][2]))
    model.store(tensors)


variant("weights in three files")(Model.shards)
modern("weights in three files, of transformers 5")(Model.shards)


@variant("a single file beside an index of others")
def _(model):
    whole = model.files["model.safetensors"]
    model.shards()
    model.files = {name: data for name, data in model.files.items() if not name.startswith("model-")}
    model.files["model.safetensors"] = whole


@variant("a file of the index is missing", "lacks model-00002-of-00003.safetensors", "index.json lists")
def _(model):
    model.shards()
    del model.files["model-00002-of-00003.safetensors"]


variant("a tensor in another file than the index says", "model-00002-of-00003.safetensors lacks the tensor logit_scale",
        "which model.safetensors.index.json says is in it",
        reason="transformers reads all files whole; an index that is wrong may belong to another version")(
    lambda model: model.shards()["weight_map"].update(logit_scale="model-00002-of-00003.safetensors"))
for name, path in (("above", "../model-00001-of-00003.safetensors"), ("elsewhere", "/etc/model.safetensors"),
                   ("of another kind", "pytorch_model.bin"), ("without a name", None)):
    variant(f"an index with a file {name}", "weight_map.logit_scale is", "has to be the name of a .safetensors file")(
        lambda model, path=path: model.shards()["weight_map"].update(logit_scale=path))
variant("an index without a map", "model.safetensors.index.json lacks the member weight_map")(
    lambda model: model.shards().pop("weight_map"))


@variant("files without their index", "lacks model.safetensors, or with its weights in several files")
def _(model):
    model.shards()
    del model.files["model.safetensors.index.json"]


@variant("tensors that nothing needs")
def _(model):
    tensors = model.tensors()
    for side, count in (("text", 77), ("vision", 17)):
        tensors[f"{side}_model.embeddings.position_ids"] = ("I64", [1, count], struct.pack(f"<{count}q", *range(count)))
    tensors["classifier.weight"] = ("BOOL", [2], b"\0\1")
    model.store(tensors)


variant("names under a prefix")(
    lambda model: model.store({f"clip.{name}": tensor for name, tensor in model.tensors().items()}))
variant("names under another prefix", "model.safetensors lacks the tensor logit_scale", reason=RANDOM)(
    lambda model: model.store({f"module.{name}": tensor for name, tensor in model.tensors().items()}))
variant("a tensor is missing", "lacks the tensor visual_projection.weight", reason=RANDOM)(
    lambda model: model.store({name: tensor for name, tensor in model.tensors().items()
                               if name != "visual_projection.weight"}))
variant("a tensor of another shape", "text_projection.weight has the shape [48, 47], but [48, 48] follows")(
    lambda model: model.store({
        **model.tensors(), "text_projection.weight": ("F32", [48, 47], bytes(48 * 47 * 4))}))
variant("weights cut short", "model.safetensors is cut")(
    lambda model: model.files.update({"model.safetensors": model.files["model.safetensors"][:-1000]}))
variant("a Git LFS pointer in place of weights", "is a Git LFS pointer", "git lfs pull")(
    lambda model: model.files.update({"model.safetensors": pointer()}))
variant("a Git LFS pointer in place of the vocabulary", "vocab.json is a Git LFS pointer")(
    lambda model: model.files.update({"vocab.json": pointer()}))
variant("an HTML page in place of weights", "is no safetensors file")(
    lambda model: model.files.update({"model.safetensors": b"<!doctype html><html><body>404</body></html>"}))
variant("pytorch_model.bin alone", "has only pytorch_model.bin", "save_pretrained")(
    lambda model: model.files.update({"pytorch_model.bin": b"PK\3\4"}) or model.files.pop("model.safetensors"))
variant("weights by another name", "but has model.fp16.safetensors", "rename it to model.safetensors")(
    lambda model: model.files.update({"model.fp16.safetensors": model.files.pop("model.safetensors")}))


def pointer():
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d" * 32 + b"\nsize 996036\n"


# The image processor.
def preprocessing(key, value):
    return member("preprocessor", key, value)


variant("size as a shortest edge")(preprocessing("size", {"shortest_edge": 36}))
variant("size as height and width")(preprocessing("size", {"height": 40, "width": 34}))
variant("size as a list")(preprocessing("size", [40, 34]))
variant("size as a number for both sides")(
    lambda model: model.preprocessor.update(size=36, default_to_square=True))
variant("size with a fraction of 0", like="older files", reason="nothing else can be meant")(
    preprocessing("size", 32.0))
variant("size as a list of one", "preprocessor_config.json: size is [36]", "supported are a whole number, a list")(
    preprocessing("size", [36]))
variant("size with a longest edge", "size has longest_edge, shortest_edge", "supported are",
        reason="CLIP's image processor never wrote it")(preprocessing("size", {"shortest_edge": 36, "longest_edge": 50}))
variant("size of a longest edge alone", "size has longest_edge")(preprocessing("size", {"longest_edge": 50}))
variant("size as a string", 'size is "32"')(preprocessing("size", "32"))
variant("size that is too small", "size that is not between 1")(preprocessing("size", 0))
variant("crop as height and width")(preprocessing("crop_size", {"height": 32, "width": 32}))
variant("crop as a list")(preprocessing("crop_size", [32, 32]))
variant("crop as a shortest edge", "crop_size has a shortest_edge", "needs height and width")(
    preprocessing("crop_size", {"shortest_edge": 32}))
variant("crop of another size", "makes 48 x 48, but config.json's image_size is 32")(preprocessing("crop_size", 48))
variant("one mean and one deviation for all")(lambda model: model.preprocessor.update(image_mean=0.5, image_std=0.25))
variant("a mean of 0")(preprocessing("image_mean", 0))
variant("null for mean and filter", like="older files", reason="transformers 4 takes its defaults then")(
    lambda model: model.preprocessor.update(image_mean=None, image_std=None, resample=None))
variant("two means", "image_mean is [0.5, 0.5]", "three finite numbers, or one for all three")(
    preprocessing("image_mean", [0.5, 0.5]))
variant("Infinity for a deviation", "image_std is [Infinity, 1, 1]", "three finite numbers",
        reason="all pictures would be the same")(preprocessing("image_std", [math.inf, 1, 1]))
variant("0 for a deviation", "image_std is [0, 1, 1]", "has to be positive", reason="the division gives infinity")(
    preprocessing("image_std", [0, 1, 1]))
for number, name in ((1, "Lanczos"), (2, "bilinear"), (3, "bicubic")):
    variant(f"filter {name}")(lambda model, number=number: model.preprocessor.update(resample=number, size=40))
for number, name in ((0, "nearest"), (4, "box"), (5, "Hamming")):
    variant(f"filter {name}", f"resample is {number}, a filter that is not supported", "supported are 1 (lanczos)",
            reason="libtorch lacks it with Pillow's numbers; no CLIP is known that has it")(
        preprocessing("resample", number))
variant("filter by its name", 'resample is "bicubic"', "has to be the filter's number",
        reason="transformers takes any name for bilinear with Pillow, and fails with torchvision")(
    preprocessing("resample", "bicubic"))
variant("filter that does not exist", "resample is 9")(preprocessing("resample", 9))
variant("not resized")(preprocessing("do_resize", False))
variant("not rescaled")(preprocessing("do_rescale", False))
variant("rescaled otherwise")(preprocessing("rescale_factor", 1 / 127.5))
variant("not normalised")(preprocessing("do_normalize", False))
variant("not converted to RGB")(preprocessing("do_convert_rgb", False))
variant("padded to the largest")(preprocessing("do_pad", True))
variant("padded to a size", "pad_size", "crop_size", reason="the model takes pictures of one size only")(
    lambda model: model.preprocessor.update(do_pad=True, pad_size={"height": 32, "width": 32}))
variant("the image processor's newer class")(preprocessing("image_processor_type", "CLIPImageProcessorFast"))
variant("the image processor's older class", like="older files", reason="transformers 4 wrote it")(
    preprocessing("image_processor_type", "CLIPFeatureExtractor"))
variant("another feature extractor", 'feature_extractor_type is "ViTFeatureExtractor"',
        reason="it has other defaults")(preprocessing("feature_extractor_type", "ViTFeatureExtractor"))
variant("another image processor", 'image_processor_type is "ViTImageProcessor"', "only CLIPImageProcessor is",
        reason="it has other defaults")(preprocessing("image_processor_type", "ViTImageProcessor"))
variant("a flag as a string", 'do_resize is "yes"', "has to be true or false",
        reason="transformers takes any text for true")(preprocessing("do_resize", "yes"))


def write(folder):
    links = {}
    for name, entry in VARIANTS.items():
        model = Model()
        entry["change"](model)
        model.write(folder / name, links)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    write(target)
    if "--expect" in sys.argv[2:]:
        import expect
        expect.run(target, VARIANTS, HERE / "variants.json")
