namespace ImageFactory.Assets;

/// <summary>What went wrong, in the terms of the person who asked.</summary>
public enum FactoryError
{
    /// <summary>The schematic cannot be read or breaks a rule.</summary>
    InvalidSchematic,

    /// <summary>The asset's file name cannot be read.</summary>
    InvalidAsset,

    /// <summary>The version is not a semantic version.</summary>
    InvalidVersion,

    /// <summary>Schematic, version, platform and output do not go together.</summary>
    InvalidCombination,

    /// <summary>The operator of this factory does not allow it.</summary>
    NotAllowed,

    /// <summary>There is no schematic of that ID.</summary>
    SchematicNotFound,

    /// <summary>There is no such file about the factory's keys.</summary>
    KeyFileNotFound,

    /// <summary>There is no job of that ID.</summary>
    JobNotFound,

    /// <summary>The source does not offer that version.</summary>
    VersionNotFound,

    /// <summary>The source of Talos images cannot be reached.</summary>
    SourceUnavailable,

    /// <summary>The source offers something that is damaged or not what it should be.</summary>
    SourceInvalid,

    /// <summary>The keys of this factory cannot be used.</summary>
    SigningUnavailable,

    /// <summary>The client asks for more than its share.</summary>
    TooManyRequests,

    /// <summary>The factory has as much to do as it can.</summary>
    Busy,

    /// <summary>The factory's own storage is full, read-only or broken.</summary>
    StorageUnavailable,
}
