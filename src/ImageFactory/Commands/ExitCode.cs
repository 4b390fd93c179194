using ImageFactory.Assets;

namespace ImageFactory.Commands;

/// <summary>Exit codes; 0 to 6 mean what they mean for the Talos imager.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Two things that were compared are not equal, as cmp(1) says it.</summary>
    public const int Different = 1;

    public const int InvalidInput = 2;
    public const int Dependency = 5;
    public const int InputOutput = 6;

    /// <summary>Ended by a signal, as shells report SIGINT.</summary>
    public const int Cancelled = 130;

    public static int Of(FactoryError error) => error switch
    {
        FactoryError.StorageUnavailable => InputOutput,
        FactoryError.SourceUnavailable or FactoryError.SourceInvalid or FactoryError.SigningUnavailable => Dependency,
        _ => InvalidInput,
    };
}
