package plan

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// account is the resource's own, from its ARN, else that of its provider configuration.
func (c *collector) account(in *instance) model.Value[string] {
	if account := accountOfARN(in); account != "" {
		return model.Known(account)
	}
	if account, ok := c.accounts[c.signInOf(in)]; ok {
		return account
	}
	return model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
}

// standApart reports whether two instances are known to stand in different regions or accounts: then a
// name of one is not that of the other.
func (c *collector) standApart(a, b *instance) bool {
	one, other := c.homeOf(a), c.homeOf(b)
	return !model.Equal(one.Region, other.Region).Or(true) || !model.Equal(one.Account, other.Account).Or(true)
}

// homeOf is where a resource is. It is noted once the provider configurations tell, as names are compared often.
func (c *collector) homeOf(in *instance) form.Home {
	if home, ok := c.homes[in]; ok {
		return home
	}
	home := form.Home{Account: c.account(in), Region: c.region(in)}
	if c.accounts != nil {
		c.homes[in] = home
	}
	return home
}

// accountOfARN is the account in an identity or an ARN of a resource, empty for what is not yet there.
func accountOfARN(in *instance) string {
	if in.identityAccount != "" {
		return in.identityAccount
	}
	arn, _ := model.ParseARN(in.arn())
	return arn.Account
}

// arn is the ARN of a managed resource, which some types have for an id; empty before there is one.
func (in *instance) arn() string {
	for _, attribute := range []string{"arn", "id"} {
		if arn, ok := in.str(attribute).Get(); ok && strings.HasPrefix(arn, "arn:") {
			return arn
		}
	}
	return ""
}

// signIn are the arguments of a provider configuration that decide which account it works in.
func signIn() []string {
	return []string{"access_key", "secret_key", "token", "profile", "assume_role", "assume_role_with_web_identity",
		"shared_config_files", "shared_credentials_file", "shared_credentials_files", "allowed_account_ids"}
}

// findSignIns gives provider configurations that sign in alike, whatever their region, one name:
// they work in one account.
func (c *collector) findSignIns() map[string]string {
	names, all := map[string]string{}, map[string]string{}
	for key, provider := range c.resolver.config.providers {
		text := c.rootOf(provider) // others may sign in elsewhere with the same words
		for _, argument := range signIn() {
			e := descendAll(provider, "expressions", argument)
			if e == nil {
				continue
			}
			text += argument + string(e.MarshalTo(nil))
			if expressionOf(e).kind != constant {
				text += string(provider.GetStringBytes("module_address"))
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
func (c *collector) signInOf(in *instance) string {
	key := c.provider(in)
	if name, ok := c.signIns[key]; ok {
		return name
	}
	return key
}

// findAccounts says which account each way to sign in leads to: the one written there, else the
// only one that anything made with it shows.
func (c *collector) findAccounts() map[string]model.Value[string] {
	shown := map[string]map[string]bool{}
	for _, in := range c.instances {
		name := c.signInOf(in)
		account := accountOfARN(in)
		switch {
		case in.data && in.typ == "aws_caller_identity":
			account = in.str("account_id", "").Or("")
		case in.data:
			continue
		}
		if shown[name] == nil {
			shown[name] = map[string]bool{}
		}
		if account != "" && account != "aws" {
			shown[name][account] = true
		}
	}
	return writtenOrShown(shown, c.writtenAccount)
}

// writtenAccount is the account that a provider configuration names; of one that names none it is
// at least known that it is one.
func (c *collector) writtenAccount(key string) model.Value[string] {
	why := model.Why{Reason: model.KnownAfterApply, Detail: "the provider takes the account from its credentials"}
	if !c.isRoot(key) {
		why.Same = "account|" + key
	}
	provider := c.resolver.config.providers[key]
	if provider == nil {
		return model.Unknown[string](why)
	}
	if role := descendAll(provider, "expressions", "assume_role", "0", "role_arn", "constant_value"); role != nil {
		if arn, _ := model.ParseARN(string(role.GetStringBytes())); arn.Account != "" {
			return model.Known(arn.Account)
		}
	}
	if allowed := descendAll(provider, "expressions", "allowed_account_ids", "constant_value"); allowed != nil &&
		allowed.Type() == fastjson.TypeArray {
		if ids, ok := toStrings(allowed); ok && len(ids) == 1 {
			return model.Known(ids[0])
		}
	}
	return model.Unknown[string](why)
}
