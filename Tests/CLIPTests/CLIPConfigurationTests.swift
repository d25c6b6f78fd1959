import Testing

@testable import CLIP

@Suite("A configuration")
struct CLIPConfigurationTests {
    private func read(_ json: String) throws -> CLIPConfiguration {
        try CLIPConfiguration(json: Array(json.utf8), path: "config.json")
    }

    @Test("has the defaults of Hugging Face's CLIPConfig, which are ViT-B/32's")
    func defaults() throws {
        let configuration = try read(#"{"model_type": "clip"}"#)
        #expect(configuration.projectionDimension == 512)
        #expect(
            configuration.text.encoder
                == EncoderConfiguration(width: 512, intermediateWidth: 2048, layers: 12, heads: 8))
        #expect(configuration.text.vocabularySize == 49408)
        #expect(configuration.text.contextLength == 77)
        #expect(configuration.text.endToken == 49407)
        #expect(
            configuration.vision.encoder
                == EncoderConfiguration(width: 768, intermediateWidth: 3072, layers: 12, heads: 12))
        #expect(configuration.vision.imageSize == 224 && configuration.vision.patchSize == 32)
        #expect(configuration.vision.tokenCount == 50)
        #expect(configuration.text.encoder.activation == .quickGELU)
        #expect(configuration.text.encoder.epsilon == 1e-5)
    }

    @Test("of OpenAI's ViT-L/14 at 336 pixels is read; older keys override newer ones")
    func large() throws {
        let configuration = try read(
            #"""
            {"architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": 768,
             "text_config": {"hidden_size": 512, "eos_token_id": 2},
             "text_config_dict": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12},
             "vision_config": {"hidden_size": 1024, "image_size": 336, "intermediate_size": 4096,
                               "num_attention_heads": 16, "num_hidden_layers": 24, "patch_size": 14},
             "vision_config_dict": null}
            """#)
        #expect(configuration.projectionDimension == 768)
        #expect(configuration.text.encoder.width == 768 && configuration.text.encoder.heads == 12)
        #expect(configuration.text.endToken == 49407)
        #expect(configuration.vision.encoder.layers == 24 && configuration.vision.encoder.heads == 16)
        #expect(configuration.vision.tokenCount == 577)
    }

    @Test("of LAION's ViT-H/14 is read")
    func huge() throws {
        let configuration = try read(
            #"""
            {"architectures": ["CLIPModel"], "projection_dim": 1024,
             "text_config": {"hidden_act": "gelu", "hidden_size": 1024, "intermediate_size": 4096,
                             "num_attention_heads": 16, "num_hidden_layers": 24},
             "vision_config": {"hidden_act": "gelu", "hidden_size": 1280, "intermediate_size": 5120,
                               "num_attention_heads": 16, "num_hidden_layers": 32, "patch_size": 14}}
            """#)
        #expect(configuration.text.encoder.activation == .gelu && configuration.vision.encoder.activation == .gelu)
        #expect(configuration.vision.encoder.width == 1280 && configuration.vision.encoder.layers == 32)
        #expect(configuration.vision.tokenCount == 257)
    }
}
