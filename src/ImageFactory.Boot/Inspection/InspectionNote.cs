namespace ImageFactory.Boot.Inspection;

/// <summary>Something in an image that could not be read.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Reason">Why it could not be read, as a sentence.</param>
/// <param name="IsNeededToVerify">Whether the image cannot be verified without it.</param>
public sealed record InspectionNote(string Part, string Reason, bool IsNeededToVerify)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Part} cannot be read: {Reason}";
}
