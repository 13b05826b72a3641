package form

import "github.com/archcheck/archcheck/internal/model"

// Topics is who sends what a topic publishes, and what it does to a queue and to a function; Budgets is who publishes to a
// topic what a budget says.
const (
	Topics = "sns.amazonaws.com"
	Send   = "sqs:sendmessage"
	Invoke = "lambda:invokefunction"

	Budgets = "budgets.amazonaws.com"
	Publish = "sns:publish"
)

// Admits reports whether a policy has a statement by which a service of AWS may do something, an action in lower case,
// on whatever condition: which topics or rules it is for, nothing else of the policy's owner tells.
// https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
func Admits(policy model.List[model.Statement], service, action string) model.Value[bool] {
	return some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(
			model.Is(s.Effect, "Allow"),
			model.Some(has(s.Principals, service), has(s.Principals, "*")),
			about(s, action),
		)
	})
}
