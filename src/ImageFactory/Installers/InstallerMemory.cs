using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Installers;

/// <summary>
/// What each digest that a client was told is made of, in the store: clients come back with a digest after a restart, and when the images
/// that a version is made from are others by then. What finds no room there is known until the next start.
/// </summary>
internal sealed partial class InstallerMemory(IObjectStore store, ILogger<InstallerMemory> logger)
{
    // The digests of some hundred indexes.
    private const int MostUnkept = 8192;

    private readonly ConcurrentDictionary<ObjectKey, RememberedInstaller> _unkept = new();

    /// <summary>What a digest is made of; null when no client was told of it.</summary>
    public async Task<RememberedInstaller?> FindAsync(InstallerRepository repository, Digest digest, CancellationToken cancellationToken)
    {
        var key = KeyOf(repository, digest);
        if (_unkept.TryGetValue(key, out var unkept))
        {
            return unkept;
        }

        try
        {
            return await store.FindSealedAsync(key, RememberedInstaller.LongestDocument, cancellationToken) is { } document
                ? RememberedInstaller.Read(document.Span)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogStoreFailed(exception, repository);
            return null;
        }
    }

    /// <summary>Remembers what an index and all in it are made of.</summary>
    /// <param name="digests">The index comes last: where it is remembered, all is.</param>
    public async Task PutAsync(
        InstallerRepository repository, IReadOnlyList<Digest> digests, RememberedInstaller installer, CancellationToken cancellationToken)
    {
        if (await FindAsync(repository, digests[^1], cancellationToken) is { } known && known.ToBytes().AsSpan().SequenceEqual(installer.ToBytes()))
        {
            return;
        }

        try
        {
            foreach (var digest in digests)
            {
                var key = KeyOf(repository, digest);
                await store.PutSealedAsync(key, installer.ToBytes(), cancellationToken);
                _unkept.TryRemove(key, out _);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogStoreFailed(exception, repository);
            PutUnkept(repository, digests, installer);
        }
    }

    private void PutUnkept(InstallerRepository repository, IReadOnlyList<Digest> digests, RememberedInstaller installer)
    {
        if (_unkept.Count >= MostUnkept)
        {
            _unkept.Clear();
        }

        foreach (var digest in digests)
        {
            _unkept[KeyOf(repository, digest)] = installer;
        }
    }

    private static ObjectKey KeyOf(InstallerRepository repository, Digest digest) => new(
        ObjectKind.Recipe,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"installer-digest/2\n{repository}\n{digest}\n"))));

    [LoggerMessage(LogLevel.Warning, "The store cannot keep or give what the digests of {Repository} are made of")]
    private partial void LogStoreFailed(Exception exception, InstallerRepository repository);
}
