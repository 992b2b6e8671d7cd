namespace Reports.Web.Components.Maps;

/// <summary>
/// The projection of the world map, in both directions: Equal Earth (B. Šavrič, T. Patterson and B. Jenny, 2018), y = θ(A₁ + A₂θ² + A₃θ⁶ + A₄θ⁸)
/// and x = 2√3 λ cos θ / 3(A₁ + 3A₂θ² + 7A₃θ⁶ + 9A₄θ⁸) with sin θ = √3/2 · sin φ, where areas keep their size. Immutable.
/// </summary>
/// <param name="Scale">Map units per unit of the formula; greater than 0.</param>
/// <param name="X">Where the middle of the map lies, in map units from its left edge.</param>
/// <param name="Y">Where the equator lies, in map units from the upper edge.</param>
/// <param name="Turn">The meridian in the middle of the map, degrees east.</param>
public sealed record EqualEarth(double Scale, double X, double Y, double Turn)
{
    private const double A1 = 1.340264, A2 = -0.081106, A3 = 0.000893, A4 = 0.003796;
    private const double Precise = 1e-12;
    private const int MostSteps = 12;
    private static readonly double M = Math.Sqrt(3) / 2;

    /// <summary>Map units from the left and the upper edge.</summary>
    /// <param name="latitude">Degrees north, −90 to 90.</param>
    /// <param name="longitude">Degrees east, any turn.</param>
    public (double X, double Y) Project(double latitude, double longitude)
    {
        var lambda = double.DegreesToRadians(Math.IEEERemainder(longitude - Turn, 360));
        var theta = Math.Asin(M * Math.Sin(double.DegreesToRadians(latitude)));
        return (X + (Scale * lambda * Math.Cos(theta) / (M * Slope(theta))), Y - (Scale * Height(theta)));
    }

    /// <summary>The point on Earth (degrees north and east) that is drawn there; null beyond the edge of the world, and for what is no number.</summary>
    public (double Latitude, double Longitude)? Unproject(double x, double y)
    {
        var height = (Y - y) / Scale;
        var theta = height;
        for (var step = 0; step < MostSteps; step++)
        {
            var change = (Height(theta) - height) / Slope(theta);
            theta -= change;
            if (Math.Abs(change) < Precise)
            {
                break;
            }
        }

        var sine = Math.Sin(theta) / M;
        var lambda = (x - X) / Scale * M * Slope(theta) / Math.Cos(theta);

        // Written so that NaN fails.
        if (!(Math.Abs(sine) <= 1 && Math.Abs(lambda) <= Math.PI && Math.Abs(theta) <= Math.PI / 3))
        {
            return null;
        }

        return (double.RadiansToDegrees(Math.Asin(sine)), Math.IEEERemainder(double.RadiansToDegrees(lambda) + Turn, 360));
    }

    private static double Height(double theta)
    {
        var (square, sixth) = (theta * theta, Math.Pow(theta, 6));
        return theta * (A1 + (A2 * square) + (sixth * (A3 + (A4 * square))));
    }

    /// <summary>The derivative of <see cref="Height"/>.</summary>
    private static double Slope(double theta)
    {
        var (square, sixth) = (theta * theta, Math.Pow(theta, 6));
        return A1 + (3 * A2 * square) + (sixth * ((7 * A3) + (9 * A4 * square)));
    }
}
