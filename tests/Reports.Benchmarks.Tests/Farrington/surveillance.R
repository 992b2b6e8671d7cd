# Rscript surveillance.R counts.csv.gz > surveillance.csv   with Debian's r-cran-surveillance (here 1.20.3): what the package itself says of some of the weekly series.
suppressMessages(library(surveillance))
counts <- read.csv(gzfile(commandArgs(trailingOnly = TRUE)[1]))
cat("series,week,expected,upper\n")
for (name in c("s01_r00", "s05_r01", "s12_r02", "s18_r03", "s24_r04", "s30_r05", "s36_r06", "s42_r07")) {
  rows <- counts[counts$series == name, ]
  observed <- numeric(624)
  observed[rows$week + 1] <- rows$count
  found <- farringtonFlexible(
    sts(observed = observed, frequency = 52),
    control = list(range = 576:624, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, pThresholdTrend = 1, weightsThreshold = 2.58, reweight = TRUE,
                   alpha = 0.005, thresholdMethod = "nbPlugin", limit54 = c(0, 4), trend = TRUE, glmWarnings = FALSE))
  for (i in 1:49) cat(sprintf("%s,%d,%.6f,%d\n", name, 574 + i, found@control$expected[i], as.integer(upperbound(found)[i])))
}
