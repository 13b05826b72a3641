package credential

import "regexp"

// WithoutOutput is the text of an error of the AWS SDK without what a credential_process printed: where that is not
// what the SDK expects it quotes all of it, and the keys are in it.
func WithoutOutput(text string) string {
	return regexp.MustCompile(`(?s)parse failed of process output: .*`).ReplaceAllString(text,
		"the output of credential_process is not the JSON that AWS asks for (it is not shown, as keys may be in it)")
}
