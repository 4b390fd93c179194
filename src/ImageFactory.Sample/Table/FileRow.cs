namespace ImageFactory.Sample.Table;

/// <summary>Files to take out of a package.</summary>
internal sealed record FileRow
{
    /// <summary>The package.</summary>
    public required string Package { get; init; }

    /// <summary>The pattern of the files in it.</summary>
    public required string From { get; init; }

    /// <summary>The directory that they go to, with a slash at its end.</summary>
    public required string To { get; init; }
}
