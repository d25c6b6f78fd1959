extension CLIPConfiguration {
    /// Floating-point operations for one picture's embedding: two for each multiplication with its addition.
    ///
    /// Counts the matrix products of the published architecture (patch embedding, all layers over all tokens,
    /// attention, projection), including those that an implementation may skip. For ViT-B/32 that is 8.8 billion.
    public var operationsPerPicture: Double {
        let (grid, patch) = (Double(vision.gridSize), Double(vision.patchSize))
        let width = Double(vision.encoder.width)
        let patches = grid * grid * 3 * patch * patch * width
        return 2 * (patches + vision.encoder.products(tokens: vision.tokenCount) + width * Double(projectionDimension))
    }

    /// Floating-point operations for one text's embedding, counted in the same way.
    ///
    /// - Parameter tokens: the number of tokens, including start and end.
    public func operationsPerText(tokens: Int) -> Double {
        let projection = Double(text.encoder.width) * Double(projectionDimension)
        return 2 * (text.encoder.products(tokens: tokens) + projection)
    }
}

extension EncoderConfiguration {
    /// Multiplications in the layers: for each token four products of width by width and two of width by intermediate
    /// width, and in the attention two products over all pairs of tokens.
    fileprivate func products(tokens: Int) -> Double {
        let (tokens, width, intermediate) = (Double(tokens), Double(width), Double(intermediateWidth))
        let perLayer = tokens * (4 * width * width + 2 * width * intermediate) + 2 * tokens * tokens * width
        return Double(layers) * perLayer
    }
}
