using ImageFactory.Assets;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Delivery;

namespace ImageFactory.Endpoints;

/// <summary>Answers with bills of materials; what must be made first is made by a job that all who want it share.</summary>
internal sealed class SbomDelivery(SbomSource sboms, AssetPipeline pipeline, JobBoard jobs)
{
    public async Task<IResult> AnswerAsync(
        HttpContext context, (string Id, string Version, string Architecture) subject, SbomFormat format, CancellationToken cancellationToken)
    {
        var order = await sboms.PlanAsync(subject.Id, subject.Version, subject.Architecture, format, cancellationToken);

        // What is found or made stays until it is in use, and that until the answer is sent.
        using var build = pipeline.BeginBuild();
        var content = await sboms.FindAsync(order, cancellationToken)
            ?? await jobs.RunAsync(
                new JobRequest(order.Hash, context.Request.Path, ClientAddress.Of(context)),
                (progress, cancellation) => sboms.GetAsync(order, progress, cancellation),
                cancellationToken);
        context.Response.RegisterForDispose(pipeline.Use(content));
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.ContentDisposition = DownloadName.Disposition(order.FileName);
        return new ContentResult { Content = content, Open = pipeline.Open, EntityTag = order.Hash, MediaType = order.MediaType };
    }
}
