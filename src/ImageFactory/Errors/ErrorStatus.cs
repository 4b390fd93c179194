using ImageFactory.Assets;

namespace ImageFactory.Errors;

/// <summary>The HTTP status of each <see cref="FactoryError"/>: the only place where the two meet.</summary>
internal static class ErrorStatus
{
    public static int Of(FactoryError error) => error switch
    {
        FactoryError.SchematicNotFound or FactoryError.VersionNotFound => StatusCodes.Status404NotFound,
        FactoryError.NotImplemented => StatusCodes.Status501NotImplemented,
        FactoryError.SourceUnavailable => StatusCodes.Status503ServiceUnavailable,
        FactoryError.SourceInvalid => StatusCodes.Status502BadGateway,
        FactoryError.StorageUnavailable => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };
}
