using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// A store that keeps to a budget. When its blobs and recipes are longer together, the least recently used are deleted, never one
/// that is held (<see cref="Hold"/>) or that was used since the oldest running build began (<see cref="BeginBuild"/>); so that it may
/// be too long for a while. Schematics cannot be made again and are never evicted. The size is counted at the start, then kept
/// up to date with each put, and counted again now and then, as other processes may share the store.
/// </summary>
public sealed class BoundedObjectStore : IObjectStore, IDisposable
{
    private const int PageLength = 10_000;

    // Evicting a little more than needed spares an eviction for each put.
    private const int SpareDivisor = 16;

    private static readonly ObjectKind[] Evictable = [ObjectKind.Blob, ObjectKind.Recipe];
    private static readonly TimeSpan CountInterval = TimeSpan.FromHours(1);

    private readonly IObjectStore _objects;
    private readonly long? _budget;
    private readonly TimeProvider _time;
    private readonly KeptObjects _kept;
    private readonly SemaphoreSlim _tidying = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private int _isTidyingInBackground;
    private long _nextCount;
    private long _evictedBytes;
    private long _evictedObjects;

    /// <summary>A store over <paramref name="objects"/>, which belongs to the caller.</summary>
    /// <param name="objects">Where the objects are.</param>
    /// <param name="budget">The most bytes of blobs and recipes together, or null for no limit.</param>
    /// <param name="time">The clock.</param>
    public BoundedObjectStore(IObjectStore objects, long? budget, TimeProvider time)
    {
        _objects = objects;
        _budget = budget;
        _time = time;
        _kept = new KeptObjects(time);
        _stopped = _stopping.Token;
    }

    /// <summary>How full the store is.</summary>
    public StoreUsage Usage => new(
        _budget, _kept.Bytes, _kept.Count, Interlocked.Read(ref _evictedBytes), Interlocked.Read(ref _evictedObjects));

    /// <summary>Keeps these objects. Who is not sure that they are there asks for them after <see cref="BeginBuild"/>, and then holds them.</summary>
    public ObjectUse Hold(IReadOnlyCollection<ObjectKey> keys)
    {
        _kept.Hold(keys);
        return new ObjectUse(() =>
        {
            _kept.Release(keys);
            TidyInBackground();
        });
    }

    /// <summary>Keeps every object that is put, opened or found from now on.</summary>
    public ObjectUse BeginBuild()
    {
        var start = _kept.BeginBuild();
        return new ObjectUse(() =>
        {
            _kept.EndBuild(start);
            TidyInBackground();
        });
    }

    /// <summary>Counts when it is time to, and evicts when the budget is exceeded. Happens by itself in the background.</summary>
    /// <exception cref="IOException">An object cannot be listed or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">An object cannot be listed or deleted.</exception>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await _tidying.WaitAsync(cancellationToken);
        try
        {
            if (IsCountDue)
            {
                await CountAsync(cancellationToken);
            }

            if (_kept.Bytes > _budget)
            {
                await EvictAsync(_budget.Value - (_budget.Value / SpareDivisor), cancellationToken);
            }
        }
        finally
        {
            _tidying.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var asked = await TouchAsync(key, cancellationToken);
        var found = await _objects.FindAsync(key, cancellationToken);
        await NoteAsync(key, asked, found?.Length, cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var asked = await TouchAsync(key, cancellationToken);
        var found = await _objects.StatAsync(key, cancellationToken);
        await NoteAsync(key, asked, found?.Length, cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) =>
        new StagedObject(this, await _objects.StageAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        _objects.ListAsync(kind, prefix, after, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken) =>
        _objects.NoteUseAsync(key, time, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var asked = await TouchAsync(key, cancellationToken);
        var isGone = await _objects.DeleteAsync(key, cancellationToken);
        _kept.Missing(key, asked);
        return isGone;
    }

    /// <summary>Stops what happens by itself.</summary>
    public void Dispose()
    {
        if (!_stopped.IsCancellationRequested)
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private bool IsCountDue => _time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _nextCount);

    private static bool IsEvictable(ObjectKey key) => Evictable.Contains(key.Kind);

    // Before the object is looked for: from then on it stays, when a build is running.
    private async ValueTask<long> TouchAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (!IsEvictable(key))
        {
            return 0;
        }

        long? asked;
        while ((asked = _kept.Touch(key, out var gone)) is null)
        {
            await gone.WaitAsync(cancellationToken);
        }

        return asked.Value;
    }

    private async ValueTask NoteAsync(ObjectKey key, long asked, long? length, CancellationToken cancellationToken)
    {
        if (!IsEvictable(key))
        {
            return;
        }

        if (length is null)
        {
            _kept.Missing(key, asked);
        }
        else if (_kept.Found(key, length.Value))
        {
            await _objects.NoteUseAsync(key, _time.GetUtcNow(), cancellationToken);
        }

        if (IsCountDue)
        {
            TidyInBackground();
        }
    }

    private void TidyInBackground()
    {
        if ((IsCountDue || _kept.Bytes > _budget)
            && !_stopped.IsCancellationRequested
            && Interlocked.Exchange(ref _isTidyingInBackground, 1) == 0)
        {
            _ = Task.Run(TryTidyAsync, CancellationToken.None);
        }
    }

    private async Task TryTidyAsync()
    {
        try
        {
            await TidyAsync(_stopped);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // Whoever comes next starts it again; until then the store is longer than it should be, which Usage tells.
        }
        finally
        {
            Interlocked.Exchange(ref _isTidyingInBackground, 0);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var asked = _kept.Ask();
        var listed = new List<ObjectInfo>();
        foreach (var kind in Evictable)
        {
            IReadOnlyList<ObjectInfo> page = [];
            do
            {
                page = await _objects.ListAsync(kind, string.Empty, page is [.., var last] ? last.Key.Hex : null, PageLength, cancellationToken);
                listed.AddRange(page);
            }
            while (page.Count == PageLength);
        }

        _kept.Reconcile(listed, asked);
        Interlocked.Exchange(ref _nextCount, (_time.GetUtcNow() + CountInterval).UtcTicks);
    }

    private async Task EvictAsync(long goal, CancellationToken cancellationToken)
    {
        foreach (var key in _kept.Oldest())
        {
            if (_kept.Bytes <= goal)
            {
                return;
            }

            if (_kept.TryBeginLeaving(key))
            {
                await EvictAsync(key, cancellationToken);
            }
        }
    }

    private async Task EvictAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var isGone = false;
        try
        {
            await _objects.DeleteAsync(key, cancellationToken);
            isGone = true;
        }
        finally
        {
            Interlocked.Add(ref _evictedBytes, _kept.Leave(key, isGone));
        }

        Interlocked.Increment(ref _evictedObjects);
    }

    private sealed class StagedObject(BoundedObjectStore store, IStagedObject staged) : IStagedObject
    {
        public Stream Content => staged.Content;

        public async Task PutAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            await PutAsync(key, PutOneAsync, cancellationToken);

            async Task<bool> PutOneAsync()
            {
                await staged.PutAsync(key, cancellationToken);
                return true;
            }
        }

        public Task<bool> PutIfAbsentAsync(ObjectKey key, CancellationToken cancellationToken) =>
            PutAsync(key, () => staged.PutIfAbsentAsync(key, cancellationToken), cancellationToken);

        public ValueTask DisposeAsync() => staged.DisposeAsync();

        private async Task<bool> PutAsync(ObjectKey key, Func<Task<bool>> put, CancellationToken cancellationToken)
        {
            var length = Content.Length;
            await store.TouchAsync(key, cancellationToken);
            var isPut = await put();
            if (isPut && IsEvictable(key))
            {
                store._kept.Put(key, length);
                store.TidyInBackground();
            }

            return isPut;
        }
    }
}
