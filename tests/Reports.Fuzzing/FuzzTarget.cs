using System.Runtime.CompilerServices;

namespace Reports.Fuzzing;

/// <summary>Gives a stranger's bytes to the code that reads them, and sees to it that the answer is one that it may give. For one thread.</summary>
public abstract class FuzzTarget
{
    /// <summary>Inputs that load what is loaded on first use.</summary>
    protected abstract IEnumerable<byte[]> Ordinary { get; }

    /// <exception cref="BrokenPromiseException">The answer is none that it may give. Whatever else is thrown is thrown by the code under test.</exception>
    public abstract void Give(byte[] input);

    public void WarmUp()
    {
        foreach (var input in Ordinary)
        {
            Give(input);
        }
    }

    protected static void Promise(bool isKept, [CallerArgumentExpression(nameof(isKept))] string promise = "")
    {
        if (!isKept)
        {
            throw new BrokenPromiseException(promise);
        }
    }
}

public sealed class BrokenPromiseException(string promise) : Exception(promise);
