using ImageFactory.Assets.Store;

namespace ImageFactory.Assets.Tests.Store;

public sealed class BoundedObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly BoundedObjectStore _store = new(new MemoryObjectStore(), 1_000_000, new ManualTime());

    private protected override IObjectStore Store => _store;

    public void Dispose() => _store.Dispose();
}
