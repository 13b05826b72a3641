package wiring

import "github.com/archcheck/archcheck/internal/model"

// inspectContainers sums up what the containers of a task definition do.
func (b *builder) inspectContainers(t *model.TaskDefinition, member Member) TaskDefinition {
	f := TaskDefinition{
		TaskDefinition:     *t,
		Member:             member,
		Credentials:        model.Whole[string](),
		SecretsFromManager: model.Whole[string](),
		ForeignImages:      model.Whole[string](),
		Unlogged:           model.Whole[string](),
		Gone:               []string{},
		Unreadable:         []string{},
	}
	f.ExistingExecutionRole, f.ExistingTaskRole = b.existing(t.ExecutionRole, &f), b.existing(t.TaskRole, &f)
	for _, c := range t.Containers.Items() {
		name := c.Name.Or("?")
		b.inspectEnvironment(&f, c)
		foreign := model.Map(c.Repository, func(repository string) bool { return repository == "" })
		f.ForeignImages = joined(f.ForeignImages, foreign, name+": "+c.Image.Or("?"))
		f.Unlogged = joined(f.Unlogged, model.Not(b.logged(&c)), name)
	}
	if len(f.Unreadable) > 0 { // no task starts without all of them
		f.SecretsFromManager = model.Whole[string]()
	}
	f.inspectTexts(t.Texts)
	for _, s := range b.runs[t.ID] {
		f.inspectTexts(s.Texts)
	}
	if !t.Containers.IsWhole() {
		for _, list := range []*model.List[string]{&f.Credentials, &f.SecretsFromManager, &f.ForeignImages, &f.Unlogged} {
			*list = list.Broken(t.Containers.Why())
		}
	}
	return f
}

// inspectTexts sums up which of some texts beside the containers are credentials in plain.
func (f *TaskDefinition) inspectTexts(texts model.List[model.PlainText]) {
	for _, text := range texts.Items() {
		f.Credentials = withCredential(f.Credentials, text.Credential, text.Place.Or("?"))
	}
	if !texts.IsWhole() {
		f.Credentials = f.Credentials.Broken(texts.Why())
	}
}

// logged reports whether CloudWatch Logs receives what a container writes: by a router that sends it on there, or by
// the driver, which needs a group that exists.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
func (b *builder) logged(c *model.Container) model.Value[bool] {
	driver, known := c.LogDriver.Get()
	group, named := c.LogGroup.Get()
	switch {
	case !known:
		return model.Unknown[bool](c.LogDriver.Why())
	case driver == "awsfirelens":
		return routed(c)
	case driver != "awslogs":
		return model.Known(false)
	case !named:
		return model.Unknown[bool](c.LogGroup.Why())
	case b.LogGroups[group] != nil:
		return model.Known(true)
	case group == "" || b.isGone("log_groups", group, false):
		return model.Known(false)
	}
	return model.Unknown[bool](b.unread("log_groups", group))
}

// routed reports whether FireLens sends what a container writes to CloudWatch Logs: to the plugin of either name.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
func routed(c *model.Container) model.Value[bool] {
	switch output, known := c.LogOutput.Get(); {
	case !known:
		return model.Unknown[bool](c.LogOutput.Why())
	case output == "":
		return model.Unknown[bool](model.Why{
			Reason: model.Unsupported,
			Detail: "the configuration of the router of " + c.Name.Or(
				"?",
			) + " says where its logs go, and archcheck does not read it",
		})
	default:
		return model.Known(output == "cloudwatch" || output == "cloudwatch_logs")
	}
}

// inspectEnvironment sums up where a container has credentials in plain, and by which rule. Variables in
// files of S3 are plain too, and nobody read them.
func (b *builder) inspectEnvironment(f *TaskDefinition, c model.Container) {
	name := c.Name.Or("?")
	for _, e := range c.Environment.Items() {
		f.Credentials = withCredential(f.Credentials, e.Credential, name+"."+e.Name.Or("?"))
	}
	for _, text := range c.Texts.Items() {
		f.Credentials = withCredential(f.Credentials, text.Credential, name+" "+text.Place.Or("?"))
	}
	for _, file := range c.EnvironmentFiles.Items() {
		f.Credentials = f.Credentials.Broken(model.Why{Reason: model.Unsupported,
			Detail: name + " takes variables from " + file + ", and archcheck does not read such files"})
	}
	for _, s := range c.Secrets.Items() {
		b.inspectSecret(f, name, s)
	}
	for _, list := range []unknowable{whole[model.EnvironmentName]{c.Environment}, whole[model.PlainText]{c.Texts}, whole[string]{c.EnvironmentFiles}} {
		if !list.IsKnown() {
			f.Credentials = f.Credentials.Broken(list.Why())
		}
	}
	if !c.Secrets.IsWhole() {
		f.SecretsFromManager = f.SecretsFromManager.Broken(c.Secrets.Why())
	}
}

// inspectSecret sums up whether a secret reaches a container: from Secrets Manager, where it exists and
// lets the execution role read it.
func (b *builder) inspectSecret(f *TaskDefinition, container string, s model.ContainerSecret) {
	managed := model.Map(s.Store, func(store string) bool { return store == "secretsmanager" })
	source := s.Source.Or("")
	secret := b.secret(source)
	if managed.Or(false) && b.isGone("secrets", source, secret != nil) {
		f.Unreadable = append(f.Unreadable, source+" does not exist, or is about to be deleted")
		return
	}
	refused, by := b.refuses(secret, f.ExistingExecutionRole)
	if refused.Or(false) {
		f.Unreadable = append(f.Unreadable, by+" keeps the execution role from reading "+source)
	}
	f.SecretsFromManager = joined(
		f.SecretsFromManager,
		model.Every(managed, model.Not(refused)),
		container+"."+s.Name.Or("?"),
	)
}

// withCredential is a list with a place, if a rule saw a credential there.
func withCredential(list model.List[string], rule model.Value[string], place string) model.List[string] {
	id, _ := rule.Get()
	return joined(list, model.Map(rule, func(id string) bool { return id != "" }), place+" ("+id+")")
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
