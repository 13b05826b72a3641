resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ecr_repository" "r" {
  name = "app"
}

locals {
  id = aws_vpc.v.id
}

resource "terraform_data" "answer" {
  input = {
    template  = "vpc/${local.id}/x"
    format    = format("%s-%s-%03d", "a", local.id, 7)
    list      = formatlist("%s/%s", local.id, ["a", "b"])
    join      = join(",", ["a", local.id, "c"])
    joined    = join("", [local.id])
    split     = split("/", "a/${local.id}/b")[1]
    split_all = split(",", join(",", [local.id, "x"]))
    upper     = upper(local.id)
    replace   = replace("x-${local.id}", "x-", "y-")
    trim      = trimprefix("p/${local.id}", "p/")
    suffix    = trimsuffix("${local.id}.json", ".json")
    substr    = substr("known-${local.id}", 0, 5)
    starts    = startswith("known-${local.id}", "known")
    ends      = endswith("${local.id}-known", "known")
    contains  = strcontains("a-${local.id}", "a-")
    regex     = regex("^([a-z]+)/", "abc/${local.id}")[0]
    json      = jsonencode({ id = local.id, list = [local.id, "x"], n = 1, none = null })
    decoded   = jsondecode(jsonencode({ id = local.id, n = 1 })).id
    yaml      = yamldecode(yamlencode({ id = local.id, l = ["x"] })).id
    base64    = base64decode(base64encode(local.id))
    encoded   = base64encode("known")
    indent    = indent(2, "a\n${local.id}")
    chomp     = chomp("${local.id}\n")
    trimspace = trimspace(" ${local.id} ")
    repo      = "${aws_ecr_repository.r.repository_url}:1.0"
    heredoc   = <<-EOT
      {
        "id": "${local.id}",
        "n": ${1 + 1}
      }
    EOT
    from_json = jsondecode(<<-EOT
      { "id": "${local.id}", "n": 1 }
    EOT
    )
    directive = "%{for x in ["a", "b"]}${x}=${local.id};%{endfor}"
    if        = "%{if local.id != ""}yes%{else}no%{endif}"
    tostring  = tostring(local.id)
    title     = title("known")
    length    = length(local.id) > 0
  }
}
