namespace ImageFactory.Assets.Artifacts;

/// <summary>How often a source is asked again for what it has answered.</summary>
public sealed record RefreshOptions
{
    /// <summary>For a source that is at hand: every question is put to it, and a kept answer is given only when that fails.</summary>
    public static RefreshOptions Always { get; } = new() { Interval = TimeSpan.Zero, FirstRetry = TimeSpan.Zero };

    /// <summary>How old an answer may become before it is asked for again, in the background; zero is <see cref="Always"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a question that failed is not put again; it doubles with each further failure.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a question which failed is not put again.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long somebody waits for an answer. The question itself goes on, for those who come later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
