using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Pushes one blob (distribution specification, "Pushing blobs"): not when it is there, by a mount where that can be, else in chunks. An
/// upload that breaks goes on where the registry says that it ended.
/// </summary>
internal sealed class BlobUpload(RegistryConnection connection, RegistryOptions options, RepositoryName repository, Descriptor blob)
{
    // Large enough to cost little for each byte, small enough for gateways that bound a request's body.
    private const long ChunkLength = 32 * 1024 * 1024;
    private const int MostResumes = 64;
    private const string MediaType = "application/octet-stream";

    private static readonly Regex RangeGrammar = new(
        "^(bytes=)?0-(?<end>[0-9]{1,18})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly Backoff _backoff = new(options);

    /// <summary>Opens the content; the stream seeks.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>A repository of the registry that may have the blob.</summary>
    public RepositoryName? MountFrom { get; init; }

    /// <summary>Told how many bytes of the blob the registry has.</summary>
    public required IProgress<long> Progress { get; init; }

    /// <summary>Pushes the blob.</summary>
    /// <exception cref="ResponseException">The registry refuses.</exception>
    /// <exception cref="IOException">The upload broke too often.</exception>
    /// <exception cref="InvalidDataException">The registry does not say where it wants the blob.</exception>
    public async Task<BlobReceipt> RunAsync(CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken))
        {
            return new BlobReceipt(BlobOutcome.Present);
        }

        if (await BeginOrMountAsync(cancellationToken) is not { } session)
        {
            return new BlobReceipt(BlobOutcome.Mounted);
        }

        await SendAsync(session, cancellationToken);
        return new BlobReceipt(BlobOutcome.Uploaded);
    }

    private static RegistryRequest Push(RegistryRequest request) => request with { Actions = "pull,push" };

    private RegistryRequest Request(HttpMethod method, string path) => Push(new RegistryRequest(method, repository, path));

    private RegistryRequest Request(HttpMethod method, Uri location) => Request(method, string.Empty) with { Address = location };

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        using var answer = await connection.SendAsync(Request(HttpMethod.Head, $"blobs/{blob.Digest}"), cancellationToken);
        return answer is not null;
    }

    private async Task<BlobSession?> BeginOrMountAsync(CancellationToken cancellationToken)
    {
        if (MountFrom is { } other)
        {
            try
            {
                var path = $"blobs/uploads/?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(connection.Endpoint.NameOf(other))}";
                using var answer = await connection.SendAsync(Request(HttpMethod.Post, path) with { MountFrom = other }, cancellationToken);
                if (answer is not null)
                {
                    return answer.StatusCode is HttpStatusCode.Created ? null : new BlobSession(LocationOf(answer), 0);
                }
            }
            catch (ResponseException exception) when (!Backoff.IsPassing(exception))
            {
                // The other repository is not for this user, or not there: nothing that an upload would mind.
            }
        }

        return await BeginAsync(cancellationToken);
    }

    private async Task<BlobSession> BeginAsync(CancellationToken cancellationToken)
    {
        using var answer = await connection.SendAsync(Request(HttpMethod.Post, "blobs/uploads/"), cancellationToken)
            ?? throw new InvalidDataException($"The registry has no place for uploads to '{repository}'.");
        return new BlobSession(LocationOf(answer), 0);
    }

    private async Task SendAsync(BlobSession session, CancellationToken cancellationToken)
    {
        var faults = 0;
        for (var resumes = 0; ;)
        {
            try
            {
                if (session.Offset == blob.Size)
                {
                    await CommitAsync(session, cancellationToken);
                    return;
                }

                session = await SendChunkAsync(session, cancellationToken);
                faults = 0;
            }
            catch (Exception fault) when (IsPassing(fault) && faults < options.Attempts && resumes < MostResumes)
            {
                faults++;
                resumes++;
                await _backoff.DelayAsync(faults, cancellationToken);
                if (await ResumeAsync(session, cancellationToken) is not { } resumed)
                {
                    return;
                }

                session = resumed;
            }
        }
    }

    private static bool IsPassing(Exception fault) =>
        Backoff.IsPassing(fault) || fault is ResponseException { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.NotFound };

    private async Task<BlobSession> SendChunkAsync(BlobSession session, CancellationToken cancellationToken)
    {
        var length = Math.Min(ChunkLength, blob.Size - session.Offset);
        var request = Request(HttpMethod.Patch, session.Location) with
        {
            Body = new UploadBody(Open, session.Offset, length, MediaType) { IsChunk = true, Progress = Progress },
        };
        using var answer = await connection.SendAsync(request, cancellationToken) ?? throw Lost();
        var end = session.Offset + length;

        // A registry may keep less than it was sent.
        return new BlobSession(LocationOf(answer), FindEnd(answer) is { } kept && kept > session.Offset && kept < end ? kept : end);
    }

    private async Task CommitAsync(BlobSession session, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(session.Location);
        var query = $"digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{query}" : query;
        using var answer = await connection.SendAsync(Request(HttpMethod.Put, address.Uri), cancellationToken) ?? throw Lost();
    }

    // Null when the registry has the whole blob after all: the answer that said so got lost.
    private async Task<BlobSession?> ResumeAsync(BlobSession session, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken))
        {
            return null;
        }

        var known = await FindSessionAsync(session, cancellationToken) ?? await BeginAsync(cancellationToken);
        Progress.Report(known.Offset);
        return known;
    }

    private async Task<BlobSession?> FindSessionAsync(BlobSession session, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await connection.SendAsync(Request(HttpMethod.Get, session.Location), cancellationToken);

            // The range of an upload with one byte and of one with none is the same; such a one is begun anew.
            return answer is not null && FindEnd(answer) is { } end && end > 1 && end <= blob.Size
                ? new BlobSession(FindLocation(answer) ?? session.Location, end)
                : null;
        }
        catch (ResponseException exception) when (!Backoff.IsPassing(exception))
        {
            return null;
        }
    }

    private static ResponseException Lost() => new("The registry lost the upload.", HttpStatusCode.NotFound, retryAfter: null);

    private static Uri LocationOf(HttpResponseMessage answer) =>
        FindLocation(answer) ?? throw new InvalidDataException("The registry does not say where it wants the rest of a blob.");

    private static Uri? FindLocation(HttpResponseMessage answer) =>
        answer.Headers.Location is { } location && Uri.TryCreate(answer.RequestMessage?.RequestUri, location, out var address) ? address : null;

    private static long? FindEnd(HttpResponseMessage answer)
    {
        var text = answer.Headers.TryGetValues("Range", out var values) ? values.First() : string.Empty;
        return RangeGrammar.Match(text) is { Success: true } match
            ? long.Parse(match.Groups["end"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) + 1
            : null;
    }
}
