using ImageFactory.Assets.Store;

namespace ImageFactory.Assets.Tests.Store;

public sealed class MemoryObjectStoreTests : ObjectStoreContract
{
    private protected override IObjectStore Store { get; } = new MemoryObjectStore();
}
