using ImageFactory.Assets.Jobs;

namespace ImageFactory.Endpoints;

/// <summary>The JSON shape of a job.</summary>
internal sealed record JobDocument(
    string Id,
    string Subject,
    string Status,
    IReadOnlyList<JobDocument.Step> Steps,
    long BytesDone,
    long BytesTotal,
    string? Error,
    DateTimeOffset Started,
    DateTimeOffset? Ended)
{
    public static JobDocument Of(JobSnapshot job) => new(
        job.Id,
        job.Subject,
        NameOf(job.Status),
        [.. job.Steps.Select(step => new Step(NameOf(step.Stage), step.Subject, step.BytesDone, step.BytesTotal))],
        job.BytesDone,
        job.BytesTotal,
        job.Error,
        job.Started,
        job.Ended);

    /// <summary>The name of a stage or status in the API.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();

    internal sealed record Step(string Stage, string Subject, long BytesDone, long BytesTotal);
}
