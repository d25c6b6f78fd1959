import Encoding
public import Server
import SharedCache

// The server knows the parts that it reports on by protocols; these are the real ones.

extension EncoderService: EncoderStatus {}
extension RedisCache: CacheStatus {}
