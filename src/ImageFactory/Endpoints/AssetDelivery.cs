using ImageFactory.Assets;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Delivery;
using ImageFactory.Formats.Extents;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Endpoints;

/// <summary>
/// Answers requests for assets and for what is told about them. What must be made first is made by a job that all who want it share; a client
/// waits for it, or is told of it when it prefers that.
/// </summary>
internal sealed class AssetDelivery(AssetPipeline pipeline, JobBoard jobs, AssetDocuments documents, MeasurementSource measurements)
{
    /// <summary>The answer to a request.</summary>
    /// <param name="wantedName">The name under which the client wants to save the asset, or null.</param>
    public async Task<IResult> AnswerAsync(
        HttpContext context, AssetRequest request, string? wantedName, CancellationToken cancellationToken)
    {
        var order = await pipeline.PlanAsync(request, cancellationToken);
        var suffix = AssetPath.SuffixOf(order.Sidecar);
        var tag = order.Hash + suffix;
        context.Response.Headers.CacheControl = "public, no-cache";
        if (Preconditions.IsNotModified(context.Request.GetTypedHeaders(), new EntityTagHeaderValue($"\"{tag}\"")))
        {
            context.Response.Headers.ETag = $"\"{tag}\"";
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var name = DownloadName.Clean(wantedName) ?? order.Name;
        var answer = order.Sidecar switch
        {
            AssetSidecar.None => await AnswerAssetAsync(context, order, cancellationToken),
            AssetSidecar.Measurements => await AnswerMeasurementsAsync(context, order, tag, cancellationToken),
            _ => await AnswerDigestsAsync(context, order, name, tag, cancellationToken),
        };
        if (answer is ContentResult)
        {
            context.Response.Headers.ContentDisposition = DownloadName.Disposition(name + suffix);
        }

        return answer;
    }

    private async Task<IResult> AnswerAssetAsync(HttpContext context, Order order, CancellationToken cancellationToken)
    {
        // What is found or made stays until it is in use, and that until the answer is sent.
        using var build = pipeline.BeginBuild();
        var digests = await pipeline.FindDigestsAsync(order, cancellationToken);
        return await AnswerOrWaitAsync(
            context,
            order,
            await pipeline.FindAsync(order, cancellationToken),
            (progress, cancellation) => pipeline.GetAsync(order, progress, cancellation),
            asset =>
            {
                context.Response.RegisterForDispose(pipeline.Use(asset.Map));
                return Task.FromResult<IResult>(new ContentResult
                {
                    Content = asset.Map,
                    Open = pipeline.Open,
                    EntityTag = order.Hash,
                    MediaType = MediaType.Of(order.Name),
                    Digests = digests,
                });
            },
            cancellationToken);
    }

    private async Task<IResult> AnswerDigestsAsync(
        HttpContext context, Order order, string name, string tag, CancellationToken cancellationToken)
    {
        // The length of the answer is known without the digests in it, and a HEAD gets no more than that.
        var known = HttpMethods.IsHead(context.Request.Method)
            ? AssetDigests.Unknown
            : await pipeline.FindDigestsAsync(order, cancellationToken);
        return await AnswerOrWaitAsync(
            context,
            order,
            known,
            (progress, cancellation) => pipeline.GetDigestsAsync(order, progress, cancellation),
            async digests => new ContentResult
            {
                Content = ExtentMap.OfBytes(await documents.WriteAsync(order, digests, name, cancellationToken)),
                Open = pipeline.Open,
                EntityTag = tag,
                MediaType = AssetDocuments.MediaTypeOf(order.Sidecar),
            },
            cancellationToken);
    }

    private async Task<IResult> AnswerMeasurementsAsync(HttpContext context, Order order, string tag, CancellationToken cancellationToken) =>
        await AnswerOrWaitAsync(
            context,
            order,
            await measurements.FindAsync(order.Plan, cancellationToken),
            (progress, cancellation) => measurements.GetAsync(order.Plan, progress, cancellation),
            document => Task.FromResult<IResult>(new ContentResult
            {
                Content = ExtentMap.OfBytes(document),
                Open = pipeline.Open,
                EntityTag = tag,
                MediaType = MeasurementSource.MediaType,
            }),
            cancellationToken);

    private async Task<IResult> AnswerOrWaitAsync<T>(
        HttpContext context,
        Order order,
        T? known,
        Func<IProgress<BuildProgress>, CancellationToken, Task<T>> make,
        Func<T, Task<IResult>> show,
        CancellationToken cancellationToken)
        where T : class
    {
        if (known is not null)
        {
            return await show(known);
        }

        var request = new JobRequest(order.JobId, context.Request.Path, ClientAddress.Of(context));
        var preference = Preference.Of(context.Request);
        if (!preference.IsAsync)
        {
            return await show(await jobs.RunAsync(request, make, cancellationToken));
        }

        var job = jobs.Start(request, make);
        var result = await WaitAsync(preference.Wait, cancellation => jobs.RunAsync(request, make, cancellation), cancellationToken);
        return result is null ? Accepted(context, job) : await show(result);
    }

    private static async Task<T?> WaitAsync<T>(
        TimeSpan patience, Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
        where T : class
    {
        if (patience == TimeSpan.Zero)
        {
            return null;
        }

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        leaving.CancelAfter(patience);
        try
        {
            return await wait(leaving.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static IResult Accepted(HttpContext context, Job job)
    {
        context.Response.Headers.Location = $"/jobs/{job.Id}";
        context.Response.Headers["Preference-Applied"] = "respond-async";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = "1";
        return Json.Of(JobDocument.Of(job.Snapshot()), JsonDocuments.Default.JobDocument, StatusCodes.Status202Accepted);
    }
}
