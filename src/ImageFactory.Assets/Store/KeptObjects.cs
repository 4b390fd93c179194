namespace ImageFactory.Assets.Store;

/// <summary>
/// The objects of a store in memory: how long each is, when it was used, and who needs it. Times are ticks of a clock that never shows
/// the same time twice, so that of any two uses one is the later.
/// </summary>
internal sealed class KeptObjects(TimeProvider time)
{
    // How old the time of last use may be that a restart finds.
    private static readonly long Precision = TimeSpan.FromHours(1).Ticks;

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Kept> _kept = [];
    private readonly Dictionary<ObjectKey, TaskCompletionSource> _leaving = [];
    private readonly Dictionary<ObjectKey, int> _holds = [];
    private readonly SortedSet<long> _builds = [];
    private long _now;
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kept.Count;
            }
        }
    }

    /// <summary>The time of a build that starts; what is used from then on is not evicted before <see cref="EndBuild"/>.</summary>
    public long BeginBuild()
    {
        lock (_lock)
        {
            var start = Now();
            _builds.Add(start);
            return start;
        }
    }

    public void EndBuild(long start)
    {
        lock (_lock)
        {
            _builds.Remove(start);
        }
    }

    public void Hold(IEnumerable<ObjectKey> keys) => ChangeHolds(keys, 1);

    public void Release(IEnumerable<ObjectKey> keys) => ChangeHolds(keys, -1);

    /// <summary>Notes a use and returns its time, or null with what to wait for when the object is being evicted just now.</summary>
    public long? Touch(ObjectKey key, out Task gone)
    {
        lock (_lock)
        {
            if (_leaving.TryGetValue(key, out var leaving))
            {
                gone = leaving.Task;
                return null;
            }

            gone = Task.CompletedTask;
            return Use(key).LastUsed;
        }
    }

    /// <summary>Notes that the object was put.</summary>
    public void Put(ObjectKey key, long length)
    {
        lock (_lock)
        {
            var kept = Use(key);
            Resize(kept, length);
            kept.Noted = kept.LastUsed;
        }
    }

    /// <summary>Notes that the object is there; true when its use should be remembered over a restart.</summary>
    public bool Found(ObjectKey key, long length)
    {
        lock (_lock)
        {
            var kept = Use(key);
            Resize(kept, length);
            if (kept.LastUsed - kept.Noted < Precision)
            {
                return false;
            }

            kept.Noted = kept.LastUsed;
            return true;
        }
    }

    /// <summary>Notes that an object is not there, unless it was used after <paramref name="asked"/>.</summary>
    public void Missing(ObjectKey key, long asked)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var kept) && kept.LastUsed == asked)
            {
                Forget(key, kept);
            }
        }
    }

    /// <summary>Takes over what a list that was begun at <paramref name="asked"/> says; what was used later stays as it is.</summary>
    public void Reconcile(IReadOnlyCollection<ObjectInfo> listed, long asked)
    {
        lock (_lock)
        {
            var names = listed.Select(info => info.Key).ToHashSet();
            foreach (var (key, kept) in _kept.Where(pair => pair.Value.LastUsed < asked && !names.Contains(pair.Key)).ToList())
            {
                Forget(key, kept);
            }

            foreach (var info in listed.Where(info => !_leaving.ContainsKey(info.Key)))
            {
                Take(info, asked);
            }
        }
    }

    /// <summary>A time for <see cref="Reconcile"/>.</summary>
    public long Ask()
    {
        lock (_lock)
        {
            return Now();
        }
    }

    /// <summary>All objects, least recently used first.</summary>
    public IReadOnlyList<ObjectKey> Oldest()
    {
        lock (_lock)
        {
            return [.. _kept.OrderBy(pair => pair.Value.LastUsed).Select(pair => pair.Key)];
        }
    }

    /// <summary>Begins to evict an object; false when somebody needs it. <see cref="Leave"/> must follow.</summary>
    public bool TryBeginLeaving(ObjectKey key)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(key, out var kept)
                || _holds.ContainsKey(key)
                || (_builds.Count > 0 && kept.LastUsed >= _builds.Min))
            {
                return false;
            }

            _leaving.Add(key, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return true;
        }
    }

    /// <summary>Ends the eviction of an object and returns how many bytes that freed.</summary>
    public long Leave(ObjectKey key, bool isGone)
    {
        lock (_lock)
        {
            _leaving.Remove(key, out var leaving);
            leaving?.SetResult();
            return isGone && _kept.TryGetValue(key, out var kept) ? Forget(key, kept) : 0;
        }
    }

    private long Now() => _now = Math.Max(_now + 1, time.GetUtcNow().UtcTicks);

    private Kept Use(ObjectKey key)
    {
        if (!_kept.TryGetValue(key, out var kept))
        {
            kept = new Kept();
            _kept.Add(key, kept);
        }

        kept.LastUsed = Now();
        return kept;
    }

    private void Take(ObjectInfo info, long asked)
    {
        if (!_kept.TryGetValue(info.Key, out var kept))
        {
            kept = new Kept();
            _kept.Add(info.Key, kept);
        }

        if (kept.LastUsed < asked)
        {
            // Another process may have used it; a clock that was ahead must not make it the newest for ever.
            kept.Noted = Math.Min(info.LastUsed.UtcTicks, asked - 1);
            kept.LastUsed = Math.Max(kept.LastUsed, kept.Noted);
            Resize(kept, info.Length);
        }
    }

    private void Resize(Kept kept, long length)
    {
        _bytes += length - kept.Length;
        kept.Length = length;
    }

    private long Forget(ObjectKey key, Kept kept)
    {
        _kept.Remove(key);
        _bytes -= kept.Length;
        return kept.Length;
    }

    private void ChangeHolds(IEnumerable<ObjectKey> keys, int change)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_kept.TryGetValue(key, out var kept))
                {
                    kept.LastUsed = Now();
                }

                var holds = _holds.GetValueOrDefault(key) + change;
                if (holds == 0)
                {
                    _holds.Remove(key);
                }
                else
                {
                    _holds[key] = holds;
                }
            }
        }
    }

    private sealed class Kept
    {
        public long Length { get; set; }

        public long LastUsed { get; set; }

        public long Noted { get; set; }
    }
}
