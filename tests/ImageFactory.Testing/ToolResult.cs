namespace ImageFactory.Testing;

/// <summary>How a program ended and what it said.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">The whole standard output.</param>
/// <param name="Error">The whole standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);
