import CLIP
import Testing

@Suite("The operations of an embedding")
struct OperationCountTests {
    private func configuration(_ json: String) throws -> CLIPConfiguration {
        try CLIPConfiguration(json: Array(json.utf8), path: "config.json")
    }

    @Test("equal those in OpenCLIP's table of models, in billions")
    func equalPublished() throws {
        // mlfoundations/open_clip, docs/model_profile.csv: image and text GFLOPs of ViT-B-32 and ViT-L-14.
        let base = try configuration(#"{"architectures": ["CLIPModel"]}"#)
        #expect(abs(base.operationsPerPicture / 1e9 - 8.82) < 0.01)
        #expect(abs(base.operationsPerText(tokens: 77) / 1e9 - 5.96) < 0.01)
        let large = try configuration(
            """
            {"architectures": ["CLIPModel"], "projection_dim": 768, "vision_config": {"hidden_size": 1024,
             "intermediate_size": 4096, "num_hidden_layers": 24, "num_attention_heads": 16, "patch_size": 14},
             "text_config": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12}}
            """)
        #expect(abs(large.operationsPerPicture / 1e9 - 162.03) < 0.1)
        #expect(abs(large.operationsPerText(tokens: 77) / 1e9 - 13.30) < 0.02)
    }

    @Test("of a text grow with the square of its tokens, by the attention's products")
    func growWithTokens() throws {
        let base = try configuration(#"{"architectures": ["CLIPModel"]}"#)
        let counts = [0, 10, 20].map(base.operationsPerText)
        // 12 layers, two products between all pairs of tokens, 512 numbers for each, two operations for each number.
        #expect(counts[2] - 2 * counts[1] + counts[0] == 12 * 2 * 512 * 2 * 2 * 100)
        // Without tokens only the projection, 512 x 512, is left.
        #expect(counts[0] == 2 * 512 * 512)
    }
}
