namespace ImageFactory.Oci.Signatures;

/// <summary>Base64 in documents of others.</summary>
internal static class Base64
{
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = new byte[(text?.Length ?? 0) / 4 * 3 + 3];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var length))
        {
            bytes = [];
            return false;
        }

        bytes = bytes[..length];
        return true;
    }

    /// <exception cref="InvalidDataException">The text is not base64.</exception>
    public static byte[] Decode(string? text, string name) =>
        TryDecode(text, out var bytes) ? bytes : throw new InvalidDataException($"'{name}' is not base64.");
}
