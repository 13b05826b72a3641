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
		name := c.Name.Or("?")
		b.inspectEnvironment(&f, c)
		foreign := model.Map(c.Repository, func(repository string) bool { return repository == "" })
		f.ForeignImages = joined(f.ForeignImages, foreign, name+": "+c.Image.Or("?"))
		unlogged := model.Map(c.LogDriver, func(driver string) bool { return driver != "awslogs" && driver != "awsfirelens" })
		f.Unlogged = joined(f.Unlogged, unlogged, name)
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
		f.Credentials = joined(f.Credentials, b.isCredential(e), name+"."+e.Name.Or("?"))
	}
	for _, file := range c.EnvironmentFiles.Items() {
		f.Credentials = f.Credentials.Broken(model.Why{Reason: model.Unsupported,
			Detail: name + " takes variables from " + file + ", and archcheck does not read such files"})
	}
	for _, s := range c.Secrets.Items() {
		managed := model.Map(s.Store, func(store string) bool { return store == "secretsmanager" })
		if source := s.Source.Or(""); managed.Or(false) && b.isGone("secrets", source, b.hasSecret(source)) {
			f.Gone = append(f.Gone, source+" does not exist, or is about to be deleted")
			continue
		}
		f.SecretsFromManager = joined(f.SecretsFromManager, managed, name+"."+s.Name.Or("?"))
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

// joined is a list with an item that belongs to it; where that is not known the list is not whole.
func joined(list model.List[string], belongs model.Value[bool], item string) model.List[string] {
	yes, known := belongs.Get()
	switch {
	case !known:
		return list.Broken(belongs.Why())
	case yes:
		return list.With(item)
	}
	return list
}

// isCredential reports whether an environment variable is a credential, by its value or its name.
func (b *builder) isCredential(e model.EnvironmentName) model.Value[bool] {
	named := model.Map(e.Name, func(name string) bool { return b.suspicious.MatchString(name) && !harmless(name) })
	if named.Or(false) || !named.IsKnown() && !e.HoldsCredential.Or(false) && e.HoldsCredential.IsKnown() {
		return named
	}
	return e.HoldsCredential
}

// harmless recognizes names that only say where a secret is, not what it is.
func harmless(name string) bool {
	upper := strings.ToUpper(name)
	return slices.ContainsFunc([]string{"_ARN", "_NAME", "_ID", "_PATH", "_FILE", "_TTL", "_EXPIRY", "_REGION"}, func(suffix string) bool {
		return strings.HasSuffix(upper, suffix)
	})
}
