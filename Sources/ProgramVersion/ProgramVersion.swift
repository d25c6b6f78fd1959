/// The program's version: the only place that states it. Scripts read it with deploy/docker/version.
public let programVersion = "0.1.0"
