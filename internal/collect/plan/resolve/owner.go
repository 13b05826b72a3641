package resolve

import (
	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// homes are where provider configurations work.
type homes struct {
	// onlyProviders are the keys of the one provider configuration that an input has, by its root; none
	// where there are several.
	onlyProviders map[string]string
	// regions are those that the provider configurations work in.
	regions map[string]model.Value[string]
	// signIns name how provider configurations sign in, accounts are those that leads to.
	signIns  map[string]string
	accounts map[string]model.Value[string]
	// noted is where resources are, as far as somebody asked.
	noted map[*read.Instance]form.Home
}

// FindHomes finds out where the provider configurations work.
func (l *Linker) FindHomes() {
	l.onlyProviders = l.findOnlyProviders()
	l.regions, l.signIns = l.findRegions(), l.findSignIns()
	l.accounts = l.findAccounts()
}

// Account is the resource's own, from its ARN, else that of its provider configuration.
func (l *Linker) Account(in *read.Instance) model.Value[string] {
	if account := accountOfARN(in); account != "" {
		return model.Known(account)
	}
	if account, ok := l.accounts[l.signInOf(in)]; ok {
		return account
	}
	return model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
}

// StandApart reports whether two instances are known to stand in different regions or accounts: then a
// name of one is not that of the other.
func (l *Linker) StandApart(a, b *read.Instance) bool {
	one, other := l.HomeOf(a), l.HomeOf(b)
	return !model.Equal(one.Region, other.Region).Or(true) || !model.Equal(one.Account, other.Account).Or(true)
}

// HomeOf is where a resource is. It is noted once the provider configurations tell, as names are compared often.
func (l *Linker) HomeOf(in *read.Instance) form.Home {
	if home, ok := l.noted[in]; ok {
		return home
	}
	home := form.Home{Account: l.Account(in), Region: l.Region(in)}
	if l.accounts != nil {
		l.noted[in] = home
	}
	return home
}

// accountOfARN is the account in an identity or an ARN of a resource, empty for what is not yet there.
func accountOfARN(in *read.Instance) string {
	if in.IdentityAccount != "" {
		return in.IdentityAccount
	}
	arn, _ := model.ParseARN(in.ARN())
	return arn.Account
}

// signIn are the arguments of a provider configuration that decide which account it works in.
func signIn() []string {
	return []string{"access_key", "secret_key", "token", "profile", "assume_role", "assume_role_with_web_identity",
		"shared_config_files", "shared_credentials_file", "shared_credentials_files", "allowed_account_ids"}
}

// findSignIns gives provider configurations that sign in alike, whatever their region, one name:
// they work in one account.
func (l *Linker) findSignIns() map[string]string {
	names, all := map[string]string{}, map[string]string{}
	for key, provider := range l.Resolver.config.Providers {
		text := l.RootOf(provider) // others may sign in elsewhere with the same words
		for _, argument := range signIn() {
			e := tree.DescendAll(provider, "expressions", argument)
			if e == nil {
				continue
			}
			text += argument + string(e.MarshalTo(nil))
			if read.ExpressionOf(e).Kind != read.Constant {
				text += moduleOf(provider)
			}
		}
		all[key] = text
	}
	for key, text := range all {
		if name, ok := names[text]; !ok || key < name {
			names[text] = key
		}
	}
	for key, text := range all {
		all[key] = names[text]
	}
	return all
}

// signInOf names how the provider of a resource signs in.
func (l *Linker) signInOf(in *read.Instance) string {
	key := l.provider(in)
	if name, ok := l.signIns[key]; ok {
		return name
	}
	return key
}

// findAccounts says which account each way to sign in leads to: the one written there, else the
// only one that anything made with it shows.
func (l *Linker) findAccounts() map[string]model.Value[string] {
	shown := map[string]map[string]bool{}
	for _, in := range l.Instances {
		name := l.signInOf(in)
		account := accountOfARN(in)
		switch {
		case in.Data && in.Type == "aws_caller_identity":
			account = in.Text("account_id", "").Or("")
		case in.Data:
			continue
		}
		if shown[name] == nil {
			shown[name] = map[string]bool{}
		}
		if account != "" && account != "aws" {
			shown[name][account] = true
		}
	}
	return writtenOrShown(shown, l.writtenAccount)
}

// hasAccount reports whether a text is an ARN of something in an account.
func hasAccount(text string) bool {
	arn, _ := model.ParseARN(text)
	return arn.Account != ""
}

// writtenAccount is the account that a provider configuration names; of one that names none it is
// at least known that it is one.
func (l *Linker) writtenAccount(key string) model.Value[string] {
	why := model.Why{Reason: model.KnownAfterApply, Detail: "the provider takes the account from its credentials"}
	if !l.IsRoot(key) {
		why.Same = "account|" + key
	}
	provider := l.Resolver.config.Providers[key]
	if provider == nil {
		return model.Unknown[string](why)
	}
	if role, ok := l.textOfProvider(provider, hasAccount, "assume_role", "0", "role_arn"); ok {
		arn, _ := model.ParseARN(role)
		return model.Known(arn.Account)
	}
	if allowed := l.ofProvider(
		provider,
		"allowed_account_ids",
	); allowed != nil &&
		allowed.Type() == fastjson.TypeArray {
		if ids, ok := read.ToStrings(allowed); ok && len(ids) == 1 {
			return model.Known(ids[0])
		}
	}
	return model.Unknown[string](why)
}
