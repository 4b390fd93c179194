namespace ImageFactory.Assets.Store;

/// <summary>
/// Keeps objects from being evicted until it is disposed; one that is never disposed pins them. Disposing it twice does no harm.
/// </summary>
public sealed class ObjectUse : IDisposable
{
    private Action? _end;

    internal ObjectUse(Action end) => _end = end;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
