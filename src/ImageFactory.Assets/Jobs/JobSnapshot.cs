namespace ImageFactory.Assets.Jobs;

/// <summary>A job at one moment.</summary>
/// <param name="Id">The job's ID, 64 hexadecimal digits.</param>
/// <param name="Subject">What the job makes, for people.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Steps">What it did and does, in the order in which it began.</param>
/// <param name="Error">Why it failed, in one sentence; null when it did not.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; null while it is under way.</param>
public sealed record JobSnapshot(
    string Id,
    string Subject,
    JobStatus Status,
    IReadOnlyList<BuildProgress> Steps,
    string? Error,
    DateTimeOffset Started,
    DateTimeOffset? Ended)
{
    /// <summary>Bytes done, of all steps.</summary>
    public long BytesDone => Steps.Sum(step => step.BytesDone);

    /// <summary>Bytes to do, of all steps that have begun.</summary>
    public long BytesTotal => Steps.Sum(step => step.BytesTotal);
}
