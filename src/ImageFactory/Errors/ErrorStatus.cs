using ImageFactory.Assets;

namespace ImageFactory.Errors;

/// <summary>The HTTP status of each <see cref="FactoryError"/>: the only place where the two meet.</summary>
internal static class ErrorStatus
{
    public static int Of(FactoryError error) => error switch
    {
        FactoryError.SchematicNotFound or FactoryError.VersionNotFound or FactoryError.JobNotFound or FactoryError.KeyFileNotFound =>
            StatusCodes.Status404NotFound,
        FactoryError.NotAllowed => StatusCodes.Status403Forbidden,
        FactoryError.TooManyRequests => StatusCodes.Status429TooManyRequests,
        FactoryError.SourceUnavailable or FactoryError.SigningUnavailable or FactoryError.Busy => StatusCodes.Status503ServiceUnavailable,
        FactoryError.SourceInvalid => StatusCodes.Status502BadGateway,
        FactoryError.StorageUnavailable => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>After how many seconds the client may try again; null when trying again helps nothing.</summary>
    public static string? RetryAfter(FactoryError error) => error switch
    {
        FactoryError.TooManyRequests or FactoryError.Busy => "10",
        FactoryError.SourceUnavailable => "30",
        _ => null,
    };
}
