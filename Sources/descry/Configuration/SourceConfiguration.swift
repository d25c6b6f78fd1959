import Files
import Formats
import ImageSources
import Redis
import Search
import SharedCache

/// Where pictures come from, and how many.
struct SourceConfiguration {
    enum Service {
        /// A folder with a gallery.json; nil where none is set and the demo gallery is not there.
        case gallery(folder: String?)
        /// Pixabay's API at an address; `exception` passes the address policy, as a stand-in's does.
        case pixabay(key: String?, address: String, exception: HostPort?)
    }

    let service: Service
    let poolSize: Int

    /// The model to take if none is named.
    var standardModel: String {
        switch service {
        case .pixabay: ModelLocation.standardModel
        case .gallery: Demo.model ?? ModelLocation.standardModel
        }
    }

    /// - Parameter redis: where all processes with the same key count their requests; nil counts this process' only.
    func open(redis: RedisClient?) throws(SetupError) -> any ImageSource {
        do throws(SourceSetupError) {
            switch service {
            case .gallery(let folder?): return try GallerySource(folder: folder)
            case .gallery(nil):
                throw SourceSetupError("no gallery: set DESCRY_GALLERY to a folder with a gallery.json")
            case .pixabay(nil, _, _):
                throw SourceSetupError(
                    "Pixabay needs a key (https://pixabay.com/api/docs/): set PIXABAY_API_KEY or PIXABAY_API_KEY_FILE")
            case .pixabay(let key?, let address, let exception):
                let budget = redis.map { RedisBudget($0, secret: key, place: address) }
                return try PixabaySource(
                    key: key, api: address, allowing: exception.map { [$0] } ?? [],
                    budget: RequestBudget(shared: budget))
            }
        } catch {
            throw SetupError("\(error)")
        }
    }
}
