using System.Security.Cryptography;
using ImageFactory.Configuration;
using ImageFactory.Keys;
using ImageFactory.Testing;

[assembly: AssemblyFixture(typeof(ImageFactory.Tests.Keys.KeyPair))]

namespace ImageFactory.Tests.Keys;

/// <summary>A set of keys in files, made when the tests run. All tests share it: a key of 4096 bits takes its time.</summary>
public sealed class KeyPair : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Makes the files.</summary>
    public KeyPair() => KeyFiles.Write(_directory.Path, KeyGeneration.Create("test-only", DateTimeOffset.UnixEpoch.AddYears(55)), overwrite: false);

    /// <summary>The path of a file.</summary>
    public string this[string name] => _directory.Combine(name);

    /// <summary>A key's private and public part; the caller disposes of it.</summary>
    public RSA Open(string name)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(this[name]));
        return rsa;
    }

    /// <summary>Configures the certificate and both keys in files.</summary>
    internal void Configure(FactoryOptions options)
    {
        options.SecureBoot.Certificate = this[KeyFiles.Certificate];
        options.SecureBoot.SigningKey.File = this[KeyFiles.SigningKey];
        options.SecureBoot.PcrKey.File = this[KeyFiles.PcrKey];
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
