namespace ImageFactory.Errors;

/// <summary>The JSON shape of an error (RFC 9457, section 3), with the request ID.</summary>
internal sealed record ProblemDocument(string Type, string Title, int Status, string Detail, string Instance, string RequestId);
