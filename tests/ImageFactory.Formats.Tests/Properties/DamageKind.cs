namespace ImageFactory.Formats.Tests.Properties;

/// <summary>What can be done to a file.</summary>
internal enum DamageKind
{
    /// <summary>Another byte.</summary>
    Byte,

    /// <summary>A bit that is flipped.</summary>
    Bit,

    /// <summary>A number of 32 bits.</summary>
    Number,

    /// <summary>A number of 64 bits.</summary>
    LongNumber,

    /// <summary>A number of 16 bits.</summary>
    ShortNumber,

    /// <summary>Bytes from elsewhere.</summary>
    Copy,

    /// <summary>Nothing behind.</summary>
    End,

    /// <summary>Something twice.</summary>
    Repeat,
}
