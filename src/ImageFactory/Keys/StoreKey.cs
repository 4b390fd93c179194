using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Configuration;

namespace ImageFactory.Keys;

/// <summary>
/// The key that encrypts machine configuration in the store: the operator's, or one in the data directory, made once. What was encrypted
/// with a lost key counts as missing: schematics are posted again, assets made again.
/// </summary>
internal static class StoreKey
{
    private const string OwnKey = "encryption";
    private const string FileName = "store.key";
    private const int Length = 32;

    /// <exception cref="FactoryException">The key cannot be read or made.</exception>
    public static byte[] Open(FactoryOptions options)
    {
        try
        {
            return Read(options.EncryptionKeyFile ?? Own(Path.Combine(options.Data, OwnKey)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FactoryException(
                FactoryError.StorageUnavailable, "The key that encrypts machine configuration in the store cannot be read; the operator can mend that.", exception);
        }
    }

    // Another process on the same data may do so at the same time: whole directories are made, and the first one stays.
    private static string Own(string directory)
    {
        if (!Directory.Exists(directory))
        {
            var made = $"{directory}.{Guid.NewGuid():n}";
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n";
            KeyFiles.Write(made, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [FileName] = Encoding.ASCII.GetBytes(key) }, overwrite: false);
            try
            {
                Directory.Move(made, directory);
            }
            catch (IOException) when (Directory.Exists(directory))
            {
                Directory.Delete(made, recursive: true);
            }
        }

        return Path.Combine(directory, FileName);
    }

    private static byte[] Read(string path)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == Length
            ? key
            : throw new FactoryException(
                FactoryError.InvalidCombination, $"The encryption key file '{Path.GetFileName(path)}' does not hold {Length} bytes in Base64.");
    }
}
