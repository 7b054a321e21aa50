# The headline figures a second time, by R's survey package: Rscript analysis/again.R FOLDER.csv > again.csv
# It shares nothing with the Python but the extract (as CSV), the plan, and which groups have enough people.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 10)
all <- read.csv(commandArgs(TRUE)[1])

design_of <- function(cycles) {
  some <- all[all$cycle %in% cycles & !is.na(all$psu), ]
  some$w <- some$wtmec2yr / length(cycles)
  some$low <- as.numeric(some$b12_pmol_l < 148)
  some$raised <- as.numeric(some$mma_umol_l > 0.27)
  some$both <- ifelse(is.na(some$low) | is.na(some$raised), NA, as.numeric(some$low == 1 & some$raised == 1))
  some$female <- as.numeric(some$sex == 2)
  some$poor <- as.numeric(some$egfr_ckdepi2021 < 60)
  some$acid <- as.numeric(some$rx_ppi == 1 | some$rx_h2ra == 1)
  some$metformin <- as.numeric(some$rx_metformin == 1)
  some$diabetes <- ifelse(some$diabetes_diq010 %in% 1:3, as.numeric(some$diabetes_diq010 == 1), NA)
  some$anaemic <- as.numeric(some$hb_g_dl < ifelse(some$sex == 1, 13, 12))
  some$normal <- as.numeric(some$anaemic == 0 & some$mcv_fl <= 100)
  some$nice <- ifelse(some$b12_pmol_l < 133, "below", ifelse(some$b12_pmol_l <= 258, "between", "above"))
  some$borderline <- as.numeric(some$b12_pmol_l >= 148 & some$b12_pmol_l <= 221)
  some$age2 <- some$age^2
  some$decades <- (pmin(some$age, 80) - 50) / 10
  svydesign(id = ~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = some)
}

say <- function(name, estimate, error, low, high) {
  cat(sprintf("|%s|,%.8g,%.8g,%.8g,%.8g\n", name, estimate, error, low, high))
}

# svyciprop's beta interval lets the effective sample exceed the people asked; the survey's centre does not (Parker 2017).
share <- function(name, outcome, design) {
  formula <- as.formula(paste0("~I(as.numeric(", outcome, "==1))"))
  found <- svymean(formula, design, na.rm = TRUE)
  people <- sum(!is.na(design$variables[[outcome]]) & weights(design) > 0)
  p <- as.numeric(coef(found))
  error <- as.numeric(SE(found))
  effective <- p * (1 - p) / error^2 * (qt(0.975, people - 1) / qt(0.975, degf(design)))^2
  effective <- min(people, effective)
  low <- qbeta(0.025, effective * p, effective * (1 - p) + 1)
  high <- qbeta(0.975, effective * p + 1, effective * (1 - p))
  say(name, 100 * p, 100 * error, 100 * low, 100 * high)
}

slope <- function(name, formula, design, term) {
  found <- svyglm(formula, design)
  ends <- confint(found)[term, ]
  say(name, coef(found)[term], SE(found)[term], ends[1], ends[2])
}

cat("name,estimate,error,low,high\n")
newest <- design_of(c("2011-2012", "2013-2014"))
known <- subset(newest, age >= 20 & !is.na(both))
ages <- list("20 and over" = c(20, 99), "20–39" = c(20, 39), "40–59" = c(40, 59), "60 and over" = c(60, 99))
for (age in names(ages)) {
  within <- known$variables$age >= ages[[age]][1] & known$variables$age <= ages[[age]][2]
  of_age <- known[within, ]
  share(paste("prevalence B12 below 148", age), "low", of_age)
  share(paste("prevalence MMA above 0.27", age), "raised", of_age)
  share(paste("prevalence both", age), "both", of_age)
}
asked <- read.csv("docs/evidence/data/groups.csv", colClasses = "character", encoding = "UTF-8")
asked <- asked[asked$share != "", ]
bands <- list("20–39" = c(20, 39), "40–59" = c(40, 59), "60–69" = c(60, 69), "70 and over" = c(70, 99))
yes <- function(column, answer) if (answer == "") TRUE else known$variables[[column]] == (answer == "yes")
for (row in seq_len(nrow(asked))) {
  one <- asked[row, ]
  ends <- if (one$age_band == "") c(20, 99) else bands[[one$age_band]]
  of_sex <- if (one$sex == "") TRUE else known$variables$female == (one$sex == "female")
  of_age <- known$variables$age >= ends[1] & known$variables$age <= ends[2]
  medicines <- yes("metformin", one$metformin) & yes("acid", one$acid_blocker)
  inside <- !is.na(known$variables$poor) & of_age & of_sex & medicines & yes("poor", one$poor_kidneys)
  column <- c(low_b12 = "low", raised_mma = "raised", both = "both")[[one$outcome]]
  share(paste("groups", paste(one[1:6], collapse = " ")), column, known[which(inside), ])
}
lacking <- subset(newest, age >= 20 & both == 1 & pregnant != 1 & !is.na(normal))
without <- subset(newest, age >= 20 & low == 0 & raised == 0 & pregnant != 1 & !is.na(normal))
share("blood-count low B12 and raised MMA neither 20 and over", "normal", lacking)
share("blood-count low B12 and raised MMA neither 60 and over", "normal", subset(lacking, age >= 60))
share("blood-count B12 and MMA normal neither 20 and over", "normal", without)
share("blood-count B12 and MMA normal neither 60 and over", "normal", subset(without, age >= 60))
for (class in c("below", "between", "above")) {
  inside <- subset(newest, age >= 20 & newest$variables$nice %in% class)
  share(paste("indeterminate above 0.27", class, "20 and over"), "raised", inside)
  share(paste("indeterminate above 0.27", class, "60 and over"), "raised", subset(inside, age >= 60))
}
needed <- c("grip_sum_kg", "b12_pmol_l", "mma_umol_l", "height_cm", "weight_kg", "egfr_ckdepi2021", "diabetes")
complete <- subset(newest, age >= 20 & complete.cases(newest$variables[, needed]))
steps <- c("1", "age + age2 + female", "height_cm + weight_kg", "egfr_ckdepi2021", "diabetes")
names(steps) <- c("not adjusted", "age and sex", "and height, weight", "and kidney function", "and diabetes")
for (who in c(20, 60)) {
  inside <- subset(complete, age >= who)
  for (step in seq_along(steps)) {
    more <- paste(steps[seq_len(step)], collapse = " + ")
    at <- paste(if (who == 20) "20 and over" else "60 and over", names(steps)[step])
    slope(paste("strength raised_mma", at), as.formula(paste("grip_sum_kg ~ raised +", more)), inside, "raised")
    classes <- as.formula(paste("grip_sum_kg ~ low + borderline +", more))
    slope(paste("strength low", at), classes, inside, "low")
    slope(paste("strength borderline", at), classes, inside, "borderline")
    either <- subset(inside, both == 1 | (low == 0 & raised == 0))
    slope(paste("strength both", at), as.formula(paste("grip_sum_kg ~ both +", more)), either, "both")
  }
}
earlier <- design_of(c("2001-2002", "2003-2004"))
asked <- subset(earlier, age >= 20 & !is.na(low) & !is.na(poor))
fitted <- svyglm(low ~ decades + female + metformin + acid + poor, asked, family = quasibinomial())
ends <- confint(fitted)
for (term in names(coef(fitted))) {
  say(paste("model", term), coef(fitted)[term], SE(fitted)[term], ends[term, 1], ends[term, 2])
}
later <- subset(newest, age >= 20 & !is.na(low) & !is.na(poor))$variables
risk <- as.vector(as.matrix(cbind(1, later[, c("decades", "female", "metformin", "acid", "poor")])) %*% coef(fitted))
cases <- later$low == 1
beaten <- sapply(risk[cases], function(one) sum(later$w[!cases] * ((risk[!cases] < one) + (risk[!cases] == one) / 2)))
say("tested auc", sum(later$w[cases] * beaten) / sum(later$w[cases]) / sum(later$w[!cases]), NA, NA, NA)
say("tested predicted", weighted.mean(plogis(risk), later$w), NA, NA, NA)
say("tested observed", weighted.mean(later$low, later$w), NA, NA, NA)
later$risk <- risk
linear <- glm(low ~ risk, quasibinomial(), later, weights = later$w / mean(later$w))
say("tested slope", coef(linear)["risk"], NA, NA, NA)
for (analyte in c("b12_pmol_l", "mma_umol_l", "folate_serum_nmol_l", "hb_g_dl", "mcv_fl", "hcy_umol_l")) {
  measured <- if (analyte == "hcy_umol_l") design_of("2005-2006")$variables else newest$variables
  for (sex in 1:2) {
    for (age in seq(20, 80, 5)) {
      near <- if (age == 80) measured$age >= 80 else pmax(0, 1 - abs(measured$age - age) / 10) * (measured$age < 80)
      of_them <- measured$age >= 20 & measured$sex == sex & measured$pregnant != 1 & !is.na(measured[[analyte]])
      measured$v <- ifelse(of_them %in% TRUE, measured$w * near, 0)
      window <- svydesign(id = ~psu, strata = ~stratum, weights = ~v, nest = TRUE, data = measured)
      window <- subset(window, v > 0)
      shown <- coef(svyquantile(as.formula(paste0("~", analyte)), window, c(0.1, 0.5, 0.9), qrule = "hf5", ci = FALSE))
      name <- paste("centiles", analyte, sex, age)
      for (each in 1:3) say(paste(name, c(10, 50, 90)[each]), as.numeric(shown[each]), NA, NA, NA)
      fewest <- sapply(as.numeric(shown), function(value) {
        found <- svymean(as.formula(paste0("~I(as.numeric(", analyte, "<", format(value, digits = 15), "))")), window)
        as.numeric(coef(found) * (1 - coef(found)) / SE(found)^2)
      })
      freedom <- nrow(unique(measured[, c("stratum", "psu")])) - length(unique(measured$stratum))
      say(paste(name, "effective"), floor(min(fewest) * (qnorm(0.975) / qt(0.975, freedom))^2), NA, NA, NA)
    }
  }
}
