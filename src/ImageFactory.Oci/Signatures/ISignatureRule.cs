namespace ImageFactory.Oci.Signatures;

/// <summary>Whose signature an image must have; its text says so, to follow "it needs a signature ".</summary>
public interface ISignatureRule
{
    /// <summary>Why a signature does not do, to follow "one of them "; null when it does.</summary>
    /// <exception cref="InvalidDataException">A part of it cannot be read.</exception>
    internal string? FindFault(ImageSignature signature);
}
