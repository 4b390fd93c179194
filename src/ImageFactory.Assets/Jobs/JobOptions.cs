namespace ImageFactory.Assets.Jobs;

/// <summary>What bounds jobs.</summary>
public sealed record JobOptions
{
    /// <summary>How long a job goes on with nobody waiting for it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a job that has ended is still shown.</summary>
    public TimeSpan Shown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most ended jobs that are shown.</summary>
    public int MostShown { get; init; } = 1000;

    /// <summary>The most jobs under way.</summary>
    public int MostRunning { get; init; } = 256;

    /// <summary>The most jobs under way that one client has begun.</summary>
    public int MostPerClient { get; init; } = 32;
}
