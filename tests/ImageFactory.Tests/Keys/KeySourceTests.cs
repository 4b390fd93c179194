using ImageFactory.Assets;
using ImageFactory.Configuration;
using ImageFactory.Keys;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Tests.Keys;

public sealed class KeySourceTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_factories_on_the_same_data_make_one_set()
    {
        var sources = Enumerable.Range(0, 2).Select(_ => Source()).ToList();

        var keys = await Task.WhenAll(sources.Select(source => source.GetAsync(Cancel)));

        Assert.Single(keys.Select(set => Convert.ToHexString(set.Certificate.Der.Span)).Distinct(StringComparer.Ordinal));
        Assert.Single(keys.Select(set => set.Policy.PublicKey).Distinct());
        Assert.Equal([_data.Combine("keys")], Directory.GetFileSystemEntries(_data.Path));
    }

    [Fact]
    public async Task Own_keys_are_for_their_owner_alone_and_stay()
    {
        var first = await Source().GetAsync(Cancel);

        var second = await Source().GetAsync(Cancel);

        Assert.Equal(first.Certificate.Der.ToArray(), second.Certificate.Der.ToArray());
        Assert.All(Directory.GetFiles(_data.Combine("keys")), file => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Keys_that_could_not_be_opened_are_opened_once_they_can_be()
    {
        Directory.CreateDirectory(_data.Combine("keys"));
        var source = Source();
        await Assert.ThrowsAsync<FactoryException>(() => source.GetAsync(Cancel));
        Directory.Delete(_data.Combine("keys"));

        var keys = await source.GetAsync(Cancel);

        Assert.Same(keys, await source.GetAsync(Cancel));
    }

    public void Dispose() => _data.Dispose();

    private KeySource Source() => new(new FactoryOptions { Data = _data.Path }, TimeProvider.System, NullLogger<KeySource>.Instance);
}
