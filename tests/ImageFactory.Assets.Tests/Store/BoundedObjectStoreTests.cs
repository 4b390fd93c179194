using ImageFactory.Assets.Store;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

public sealed class BoundedObjectStoreTests : ObjectStoreContract, IAsyncLifetime
{
    private readonly BoundedObjectStore _store = new(new MemoryObjectStore(), 1_000_000, new ManualTime());

    private protected override IObjectStore Store => _store;

    // Else the first count happens in the background, and uses are noted when it is done.
    public async ValueTask InitializeAsync() => await _store.TidyAsync(Token);

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
