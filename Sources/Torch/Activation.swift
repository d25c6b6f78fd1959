/// The function that a linear layer may end with.
public enum Activation: Sendable, Equatable {
    case identity
    /// `x · Φ(x)` with the error function (Hendrycks and Gimpel, arXiv:1606.08415).
    case gelu
    /// `x · sigmoid(x)`, also called SiLU.
    case swish
    /// GELU approximated with tanh (the same paper, section 2).
    case geluTanh
    /// `max(x, 0)`.
    case relu
}
