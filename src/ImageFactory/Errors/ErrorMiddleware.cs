using ImageFactory.Assets;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Errors;

/// <summary>
/// Turns what went wrong into a status and a sentence for people, with the request ID, under which the log has the rest.
/// </summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    // What an error says beside its text.
    private static readonly string[] Kept = [HeaderNames.Allow, HeaderNames.ContentRange, HeaderNames.RetryAfter];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await ExplainRoutingAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogLeft(RequestId.Of(context), context.Request.Path);
        }
        catch (FactoryException exception)
        {
            // A sentence about a schematic may quote from it, and machine configuration is nothing for logs.
            var reason = exception.Error is FactoryError.InvalidSchematic ? "the client was told what is wrong with it" : exception.Message;
            LogRefused(RequestId.Of(context), context.Request.Path, exception.Error, reason, exception.InnerException);
            context.Response.Headers.RetryAfter = ErrorStatus.RetryAfter(exception.Error);
            await AnswerAsync(context, ErrorStatus.Of(exception.Error), exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(context, exception.StatusCode, exception.Message);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(exception, RequestId.Of(context), context.Request.Path);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong inside the factory; the log has the details.");
        }
    }

    // Routing answers with a bare status where no route, or none of this method, matches.
    private static Task ExplainRoutingAsync(HttpContext context) => context.Response switch
    {
        { HasStarted: true } => Task.CompletedTask,
        { StatusCode: StatusCodes.Status404NotFound } =>
            AnswerAsync(context, StatusCodes.Status404NotFound, $"There is nothing at {context.Request.Path}."),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } =>
            AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} cannot be asked with {context.Request.Method}."),
        _ => Task.CompletedTask,
    };

    private static async Task AnswerAsync(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
        {
            // The status is on the wire already: only a broken connection still tells the client that the body is not whole.
            context.Abort();
            return;
        }

        var kept = Kept.Select(name => (Name: name, Value: context.Response.Headers[name])).ToList();
        context.Response.Clear();
        kept.ForEach(header => context.Response.Headers[header.Name] = header.Value);
        context.Response.StatusCode = status;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        ServerHeaders.Set(context);
        var (mediaType, body) = ErrorBody.Write(context, status, message);
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    [LoggerMessage(LogLevel.Information, "{RequestId} {Path}: the client left")]
    private partial void LogLeft(string requestId, PathString path);

    [LoggerMessage(LogLevel.Information, "{RequestId} {Path}: {Error}: {Reason}")]
    private partial void LogRefused(string requestId, PathString path, FactoryError error, string reason, Exception? cause);

    [LoggerMessage(LogLevel.Error, "{RequestId} {Path}: failed")]
    private partial void LogFailed(Exception exception, string requestId, PathString path);
}
