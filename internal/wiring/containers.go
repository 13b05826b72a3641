package wiring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// credentialName recognizes names under which credentials are kept.
func credentialName() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(passw(or)?d|passphrase|secret|token|api_?key|private_?key|credential|(database|db|redis|postgres\w*|pg)_?(url|uri|dsn)$)`)
}

// inspectContainers sums up what the containers of a task definition do.
func (b *builder) inspectContainers(t *model.TaskDefinition, member Member) TaskDefinition {
	f := TaskDefinition{TaskDefinition: *t, Member: member, Credentials: model.Whole[string](), SecretsFromManager: model.Whole[string](),
		ForeignImages: model.Whole[string](), Unlogged: model.Whole[string](), Gone: []string{}}
	for _, c := range t.Containers.Items() {
		b.inspectEnvironment(&f, c)
		name := c.Name.Or("?")
		switch repository, isKnown := c.Repository.Get(); {
		case !isKnown:
			f.ForeignImages = f.ForeignImages.Broken(c.Repository.Why())
		case repository == "":
			f.ForeignImages = f.ForeignImages.With(name + ": " + c.Image.Or("?"))
		}
		switch driver, isKnown := c.LogDriver.Get(); {
		case !isKnown:
			f.Unlogged = f.Unlogged.Broken(c.LogDriver.Why())
		case driver != "awslogs" && driver != "awsfirelens":
			f.Unlogged = f.Unlogged.With(name)
		}
	}
	f.ExistingExecutionRole, f.ExistingTaskRole = b.existing(t.ExecutionRole, &f), b.existing(t.TaskRole, &f)
	if !t.Containers.IsWhole() {
		for _, list := range []*model.List[string]{&f.Credentials, &f.SecretsFromManager, &f.ForeignImages, &f.Unlogged} {
			*list = list.Broken(t.Containers.Why())
		}
	}
	return f
}

// inspectEnvironment looks for credentials among a container's variables. Those in files of S3
// are plain too, and nobody read them.
func (b *builder) inspectEnvironment(f *TaskDefinition, c model.Container) {
	name := c.Name.Or("?")
	for _, e := range c.Environment.Items() {
		if !e.HoldsCredential.IsKnown() {
			f.Credentials = f.Credentials.Broken(e.HoldsCredential.Why())
		}
		if e.HoldsCredential.Or(false) || b.suspicious.MatchString(e.Name.Or("")) && !harmless(e.Name.Or("")) {
			f.Credentials = f.Credentials.With(name + "." + e.Name.Or("?"))
		}
	}
	for _, file := range c.EnvironmentFiles.Items() {
		f.Credentials = f.Credentials.Broken(model.Why{Reason: model.Unsupported,
			Detail: name + " takes variables from " + file + ", and archcheck does not read such files"})
	}
	for _, s := range c.Secrets.Items() {
		source := s.Source.Or("")
		switch {
		case s.Store.Or("") != "secretsmanager":
		case b.isGone("secrets", source, b.hasSecret(source)):
			f.Gone = append(f.Gone, source+" does not exist, or is about to be deleted")
		default:
			f.SecretsFromManager = f.SecretsFromManager.With(name + "." + s.Name.Or("?"))
		}
	}
	for _, list := range []unknowable{whole[model.EnvironmentName]{c.Environment}, whole[string]{c.EnvironmentFiles}} {
		if !list.IsKnown() {
			f.Credentials = f.Credentials.Broken(list.Why())
		}
	}
	if !c.Secrets.IsWhole() {
		f.SecretsFromManager = f.SecretsFromManager.Broken(c.Secrets.Why())
	}
}

// harmless recognizes names that only say where a secret is, not what it is.
func harmless(name string) bool {
	upper := strings.ToUpper(name)
	return slices.ContainsFunc([]string{"_ARN", "_NAME", "_ID", "_PATH", "_FILE", "_TTL", "_EXPIRY", "_REGION"}, func(suffix string) bool {
		return strings.HasSuffix(upper, suffix)
	})
}
