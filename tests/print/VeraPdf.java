import java.io.File;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Prints one JSON line per PDF named on the command line: is it PDF/UA-1, and which rules does it break. */
final class VeraPdf {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            System.out.println(line(path));
        }
    }

    private static String line(String path) throws Exception {
        PDFAFlavour standard = PDFAFlavour.PDFUA_1;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            return "{\"path\": \"" + escaped(path) + "\", \"compliant\": " + result.isCompliant()
                    + ", \"assertions\": " + result.getTotalAssertions()
                    + ", \"failed\": {" + failed(result) + "}}";
        }
    }

    private static String failed(ValidationResult result) {
        StringBuilder rules = new StringBuilder();
        for (Map.Entry<RuleId, Integer> entry : result.getFailedChecks().entrySet()) {
            rules.append(rules.length() == 0 ? "" : ", ");
            rules.append('"').append(escaped(entry.getKey().getClause())).append('-');
            rules.append(entry.getKey().getTestNumber()).append("\": ").append(entry.getValue());
        }
        return rules.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
