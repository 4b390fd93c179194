using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ImageFactory.Assets;
using ImageFactory.Assets.Jobs;

namespace ImageFactory.Endpoints;

/// <summary>Jobs by ID, as JSON, and as server-sent events for who asks for <c>text/event-stream</c>.</summary>
internal static class JobEndpoints
{
    private const string EventStream = "text/event-stream";

    // Progress comes with every block that is read; nobody looks at it more often than this.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public static void MapJobs(this IEndpointRouteBuilder routes) => routes.MapMethods("/jobs/{id}", ["GET", "HEAD"], Get);

    private static IResult Get(HttpContext context, string id, JobBoard jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        var job = jobs.Find(id)
            ?? throw new FactoryException(FactoryError.JobNotFound, "There is no such job; one that has ended is shown for some minutes.");
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase)))
        {
            return TypedResults.ServerSentEvents(FollowAsync(job, time, cancellationToken));
        }

        var snapshot = job.Snapshot();
        if (snapshot.Ended is null)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return Json.Of(JobDocument.Of(snapshot), JsonDocuments.Default.JobDocument);
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        Job job, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var snapshot in job.WatchAsync(cancellationToken))
        {
            var name = snapshot.Ended is null ? "progress" : JobDocument.NameOf(snapshot.Status);
            yield return new SseItem<string>(JsonSerializer.Serialize(JobDocument.Of(snapshot), JsonDocuments.Default.JobDocument), name);
            if (snapshot.Ended is null)
            {
                await Task.Delay(Pace, time, cancellationToken);
            }
        }
    }
}
