namespace ImageFactory.Boot.SecureBoot;

/// <summary>A variable that enrols a key.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Lists">Its value, for firmware menus that take it as it is: <see cref="SignatureLists"/>.</param>
/// <param name="Authenticated">Its signed value: <see cref="AuthenticatedVariable"/>.</param>
public sealed record EnrolmentFile(SecureBootVariable Variable, byte[] Lists, byte[] Authenticated);
