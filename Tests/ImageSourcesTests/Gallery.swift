/// The demo gallery of the repository.
enum Gallery {
    static let path = String(#filePath.dropLast("Tests/ImageSourcesTests/Gallery.swift".count)) + "deploy/demo/gallery"
}
