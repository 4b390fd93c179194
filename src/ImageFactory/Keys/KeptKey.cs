using ImageFactory.Assets;

namespace ImageFactory.Keys;

/// <summary>
/// What is opened when it is first needed, once for all who ask at the same time, and then kept. An opening that failed is tried again by the
/// next who asks: a key service comes back, and an operator mends a file.
/// </summary>
internal sealed class KeptKey<T>(Func<Task<T>> open)
{
    private readonly Lock _lock = new();
    private Task<T>? _opening;

    /// <summary>What was opened.</summary>
    /// <exception cref="FactoryException">It cannot be opened now.</exception>
    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true })
            {
                // Opening reads files and may start a command; nobody's cancellation ends it for the others.
                _opening = Task.Run(open, CancellationToken.None);
            }

            return _opening.WaitAsync(cancellationToken);
        }
    }
}
